# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Linear classifier that learns from corrections and can explain its verdicts.

scikit-learn finds the weights, in a job; using them only needs numpy and scipy. A model
is stored as arrays (in numpy's own format, never as a pickle), so that bytes from a
database can be wrong at worst.
"""

import io
import json
import zipfile
import zlib
from dataclasses import asdict, dataclass, field, replace

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

from . import calibration
from .calibration import Blend
from .features import WIDTH

VERSION = 2
# Texts are divided into so many parts; each is judged by a model of the others.
FOLDS = 5
# Errors when unpacking bytes that are no model, or only a part of one.
_BROKEN = (
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Recipe:
    """Parameters of the training.

    ``rarity`` gives rare words more weight (tf-idf): right for topics, where a rare
    word says much, and wrong for sentiment. ``strength`` is the parameter C of
    scikit-learn; ``balance`` says how far rare labels are weighted up, from 0 (not at
    all) to 1 (fully).
    """

    rarity: bool
    strength: float = 3.0
    balance: float = 0.7


@dataclass(frozen=True)
class Lesson:
    """Texts with the labels that people gave them.

    ``ruled`` are the probabilities by the rules (text × name), all 0 where they say
    nothing; ``names`` are all labels of the kind. The rules are worth ``ruled_rows``
    corrections to begin with. A label that is none of ``names`` counts as the last.
    """

    batch: object
    marks: "Marks"
    labels: list
    weights: np.ndarray
    names: tuple
    ruled: np.ndarray
    ruled_rows: int


@dataclass(frozen=True)
class Marks:
    """Additional features of each text: ``values`` (text × name).

    ``words`` has, for each text, pairs of a column and the words that its mark rests
    on.
    """

    names: tuple[str, ...]
    values: np.ndarray
    words: list


@dataclass(frozen=True)
class Model:
    """A trained model.

    ``weights`` (column × label) belong to the words and ``marks`` (name: by label) to
    the marks. ``rarity`` weights the columns before a text is normalized; it is empty
    if the recipe has none. ``rows`` is the number of corrections it was trained on;
    mentions that nobody corrected count half. ``blend`` mixes it with the rules.
    ``tested`` (not stored) has the label of each text that it was trained on, by a
    model that was not.
    """

    labels: tuple[str, ...]
    weights: np.ndarray
    marks: dict
    bias: np.ndarray
    rarity: np.ndarray
    rows: int
    blend: Blend = Blend()
    tested: list = field(default_factory=list, compare=False, repr=False)

    def to_bytes(self):
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **_pack(self))
        return buffer.getvalue()

    @staticmethod
    def from_bytes(data):
        """Return the Model of bytes that ``to_bytes`` returned.

        :raises ValueError: if they are not of a model of this version
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                return _unpack(dict(arrays))
        except _BROKEN as error:
            raise ValueError("These bytes are no model.") from error

    def probabilities(self, features, marks):
        """Return the probabilities (text × label), by the model alone."""
        return self._compute_chances(
            features.matrix, marks.values @ self._mark_weights(marks)
        )

    def judge(self, features, marks, names, ruled):
        """Return the calibrated probabilities (text × name), rules included."""
        learned = arrange(self.probabilities(features, marks), self.labels, names)
        return self.blend.combine(learned, ruled)

    def _compute_chances(self, matrix, marked):
        scores = matrix @ self.weights / self._compute_lengths(matrix)[:, None]
        chances = 1 / (1 + np.exp(-(scores + marked + self.bias)))
        return chances / chances.sum(1, keepdims=True)

    def reasons(self, features, marks, chosen, most=3):
        """Return, for each text, the words that count most for its label (an index)."""
        units = (features.units @ self.weights)[
            np.arange(len(features.owners)), chosen[features.owners]
        ]
        units /= self._compute_lengths(features.matrix)[features.owners]
        found = [{} for _text in chosen]
        for unit in _select_foremost(units, features.owners, 2 * most):
            _add(found[features.owners[unit]], features.label(unit), units[unit])
        self._add_marks(found, marks, chosen)
        return [sorted(words, key=words.get, reverse=True)[:most] for words in found]

    def _add_marks(self, found, marks, chosen):
        weights = self._mark_weights(marks)
        for text, label in enumerate(chosen):
            for column, words in marks.words[text]:
                weight = weights[column, label] * marks.values[text, column]
                if weight > 0:
                    _add(found[text], words, weight)

    def _mark_weights(self, marks):
        """Return weights in the order of these marks; an unknown mark has none."""
        nothing = np.zeros(len(self.labels), np.float32)
        return self._stack([self.marks.get(name, nothing) for name in marks.names])

    def _stack_marks(self):
        return self._stack(list(self.marks.values()))

    def _stack(self, rows):
        return np.array(rows, np.float32).reshape(-1, len(self.labels))

    def _compute_lengths(self, matrix):
        """What each text is divided by: its length once rarity has weighed it."""
        if not self.rarity.size:
            return np.ones(matrix.shape[0], np.float32)
        return _compute_lengths(matrix, self.rarity)


def _select_foremost(units, owners, most):
    """Return the units above 0 with the highest weight, up to a number for each
    text.
    """
    ordered = np.lexsort((-units, owners))
    ranks = np.arange(len(ordered)) - np.searchsorted(owners[ordered], owners[ordered])
    return ordered[(ranks < most) & (units[ordered] > 0)].tolist()


def _add(words, label, weight):
    words[label] = words.get(label, 0) + weight


def _compute_lengths(matrix, rarity):
    squares = matrix.multiply(matrix) @ (rarity * rarity)
    return np.sqrt(np.maximum(squares, 1e-6))


def arrange(probabilities, labels, names):
    """Return probabilities (text × label) as text × name. A name that is no label has
    none; a label that is no name is added to the last one.
    """
    places = [names.index(label) if label in names else -1 for label in labels]
    chances = np.zeros((len(probabilities), len(names)))
    for place, column in zip(places, probabilities.T, strict=True):
        chances[:, place] += column
    return chances


def learn(lesson, recipe, conclude):
    """Train a model on all texts of a ``Lesson``, and fit how it is mixed with the
    rules on probabilities by models that did not learn from the text.

    :param recipe: ``Recipe``
    :param conclude: function of probabilities (text × name) that returns labels
    :return: ``Model``, or None if all labels are the same
    """
    features, marks, labels = lesson.batch.features, lesson.marks, lesson.labels
    model = train(features, marks, labels, recipe, lesson.weights)
    if model is None:
        return None
    tested = _judge_out_of_fold(lesson, recipe, model)
    places = {name: place for place, name in enumerate(lesson.names)}
    right = np.array([places.get(label, len(places) - 1) for label in labels])
    share = model.rows / (model.rows + lesson.ruled_rows)
    blend = calibration.fit(tested, lesson.ruled, right, share)
    chances = blend.combine(tested, lesson.ruled)
    return replace(model, blend=blend, tested=conclude(chances))


def _judge_out_of_fold(lesson, recipe, model):
    """Return probabilities (text × name) by models that did not learn from the text.

    :param model: the one of all texts, for folds without which nothing can be learned
    """
    rows, values = lesson.batch.features.matrix, lesson.marks.values
    labels = np.asarray(lesson.labels)
    folds = np.array([find_fold(text) for text in lesson.batch.texts])
    chances = np.zeros((len(labels), len(lesson.names)))
    for fold in range(FOLDS):
        own, rest = folds == fold, folds != fold
        weights = lesson.weights[rest]
        other = _train(rows[rest], values[rest], labels[rest], recipe, weights) or model
        found = other._compute_chances(rows[own], values[own] @ other._stack_marks())
        chances[own] = arrange(found, other.labels, lesson.names)
    return chances


def weigh(labels, weights=None):
    """Return an array of the weights, equal ones by default."""
    return np.ones(len(labels)) if weights is None else np.asarray(weights, float)


def find_fold(text):
    """Return the fold of a ``tools.text.Text``: copies are in the same one."""
    return zlib.crc32(text.plain.encode()) % FOLDS


def train(features, marks, labels, recipe, weights=None):
    """Train a model that is not mixed with the rules.

    :param labels: one label for each text
    :param weights: weight of each row; equal weights by default
    :return: ``Model``, or None if all labels are the same
    """
    labels, weights = np.asarray(labels), weigh(labels, weights)
    model = _train(features.matrix, marks.values, labels, recipe, weights)
    return model and replace(
        model, marks=dict(zip(marks.names, model.marks.values(), strict=True))
    )


def _train(matrix, values, labels, recipe, weights):
    names, numbers = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return None
    rarity = _compute_rarity(matrix) if recipe.rarity else np.zeros(0, np.float32)
    used, columns = _select_used(matrix, rarity)
    rows = hstack([used, csr_matrix(values)]).tocsr()
    counts = _weigh_rows(numbers, recipe.balance, weights)
    fits = [_fit(rows, numbers == one, counts, recipe) for one in range(len(names))]
    found = np.array([fit.coef_[0] for fit in fits], np.float32).T
    return Model(
        labels=tuple(map(str, names)),
        weights=_spread(columns, found[: len(columns)], rarity),
        marks=dict(enumerate(found[len(columns) :])),
        bias=np.array([fit.intercept_[0] for fit in fits], np.float32),
        rarity=rarity,
        rows=round(weights.sum()),
    )


def _compute_rarity(matrix):
    """Return the idf of each column; words of a single text get the maximum."""
    texts = np.bincount(matrix.indices, minlength=WIDTH)
    return (np.log((1 + matrix.shape[0]) / (1 + texts)) + 1).astype(np.float32)


def _select_used(matrix, rarity):
    """Return the columns that occur and their matrix, weighted by rarity."""
    columns = np.unique(matrix.indices)
    if not rarity.size:
        return matrix[:, columns], columns
    lengths = _compute_lengths(matrix, rarity)
    return diags(1 / lengths) @ matrix[:, columns] @ diags(rarity[columns]), columns


def _weigh_rows(numbers, balance, weights):
    totals = np.bincount(numbers, weights)
    by_label = (totals.sum() / len(totals) / totals) ** balance
    return by_label[numbers] * weights


def _fit(rows, positive, counts, recipe):
    # Imported lazily: scikit-learn is only needed for training.
    from sklearn.linear_model import LogisticRegression

    learner = LogisticRegression(
        C=recipe.strength,
        solver="liblinear",
        dual=True,
        tol=0.01,
        max_iter=1000,
        random_state=0,
    )
    return learner.fit(rows, positive, sample_weight=counts)


def _spread(columns, found, rarity):
    """Return the weights of all columns, rarity included, so that use is one
    product.
    """
    weights = np.zeros((WIDTH, found.shape[1]), np.float32)
    weights[columns] = found
    return weights * rarity[:, None] if rarity.size else weights


def _pack(model):
    columns = np.flatnonzero(np.abs(model.weights).max(1) > 1e-4)
    about = {
        "version": VERSION,
        "labels": model.labels,
        "marks": list(model.marks),
        "rows": model.rows,
        "blend": asdict(model.blend),
    }
    return {
        "about": np.frombuffer(json.dumps(about).encode(), np.uint8),
        "columns": columns.astype(np.int32),
        "weights": model.weights[columns].astype(np.float16),
        "marks": np.array(list(model.marks.values()), np.float32),
        "bias": model.bias,
        "rarity": model.rarity.astype(np.float16),
    }


def _unpack(arrays):
    about = json.loads(arrays["about"].tobytes())
    if about["version"] != VERSION:
        raise ValueError(f"A model of version {about['version']} must be trained anew.")
    _check_shapes(about, arrays)
    return Model(
        labels=tuple(about["labels"]),
        weights=_spread(arrays["columns"], arrays["weights"], np.zeros(0)),
        marks=dict(zip(about["marks"], arrays["marks"], strict=True)),
        bias=arrays["bias"],
        rarity=arrays["rarity"].astype(np.float32),
        rows=about["rows"],
        blend=Blend(**about["blend"]),
    )


def _check_shapes(about, arrays):
    labels, marks = len(about["labels"]), len(about["marks"])
    columns, rarity = arrays["columns"], arrays["rarity"]
    fits = (
        arrays["weights"].shape == (len(columns), labels)
        and arrays["marks"].shape[:1] == (marks,)
        and arrays["marks"].size == marks * labels
        and arrays["bias"].shape == (labels,)
        and rarity.size in (0, WIDTH)
        and not (columns.size and (columns.min() < 0 or columns.max() >= WIDTH))
    )
    numbers = (arrays["weights"], arrays["marks"], arrays["bias"], rarity)
    if not fits or not all(np.isfinite(one).all() for one in numbers):
        raise ValueError("The parts of this model do not fit together.")
