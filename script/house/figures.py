# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/figures: how long, how scattered and how well named the code of the addons is.

Only the addons' own Python counts: no tests, no migrations, no manifests. A revision is
read from git, so that two of them stand side by side in one table.
"""

import argparse
import ast
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median, quantiles

from .lint import VENV
from .paths import ROOT

VERBS = frozenset((ROOT / "script/house/verbs.txt").read_text().split())
LEFT_OUT = {"tests", "migrations"}
NESTING = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith)
# Names on models of others begin so, and the verb follows.
PREFIXES = re.compile(r"^(social_care|sla_response)_")
# Lines that two places share before they count as duplicates, pylint's own measure.
ALIKE = 6


def main(arguments):
    revisions = _parse_options(arguments).revisions or ["HEAD"]
    columns = [_measure_revision(revision) for revision in revisions]
    print("\n".join(_format_table(revisions, columns)))


def _parse_options(arguments):
    parser = argparse.ArgumentParser(
        prog="script/figures",
        description="Measure the code of the addons, by revision.",
    )
    parser.add_argument("revisions", nargs="*", help="HEAD if none is given")
    return parser.parse_args(arguments)


def _measure_revision(revision):
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.Popen(
            ["git", "archive", revision], cwd=ROOT, stdout=subprocess.PIPE
        )
        subprocess.check_call(["tar", "-x", "-C", folder], stdin=archive.stdout)
        return _measure(Path(folder))


def _measure(root):
    files = {path: path.read_text() for path in _list_files(root)}
    trees = {path: ast.parse(text) for path, text in files.items()}
    functions = [node for tree in trees.values() for node in _list_functions(tree)]
    return (
        _measure_functions(functions)
        | _measure_names(functions)
        | _measure_files(files)
        | _measure_models(root, trees)
        | {"lines in duplicates, %": _measure_duplicates(root, files)}
        | _measure_addons(root, files)
    )


def _list_files(root):
    return [
        path
        for path in sorted(root.glob("*/**/*.py"))
        if (path.relative_to(root).parts[0].startswith(("social_care", "helpdesk_")))
        and not LEFT_OUT & set(path.parts)
        and path.name not in ("__init__.py", "__manifest__.py")
    ]


def _list_functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _measure_functions(functions):
    lengths = [_measure_length(node) for node in functions]
    return {
        "functions": len(lengths),
        "lines of a function, median": median(lengths),
        "lines of a function, 95th percentile": round(quantiles(lengths, n=20)[-1]),
        "functions over 30 lines": sum(length > 30 for length in lengths),
        "functions nested deeper than 3": sum(_measure_depth(f) > 3 for f in functions),
    }


def _measure_length(node):
    """Lines without the docstring, which is as long as its arguments ask for."""
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node) is None:
        return lines
    return lines - (node.body[0].end_lineno - node.body[0].lineno + 1)


def _measure_depth(node, is_elif=False):
    elifs = node.orelse if isinstance(node, ast.If) and len(node.orelse) == 1 else []
    below = [
        _measure_depth(child, child in elifs and isinstance(child, ast.If))
        for child in ast.iter_child_nodes(node)
    ]
    return max(below, default=0) + (isinstance(node, NESTING) and not is_elif)


def _measure_names(functions):
    """Properties and what Python itself names are no methods that somebody named."""
    names = [
        PREFIXES.sub("", node.name.strip("_"))
        for node in functions
        if not node.name.startswith("__") and not _is_property(node)
    ]
    verbs = sum(name.split("_")[0] in VERBS for name in names)
    return {"names that begin with a verb, %": round(100 * verbs / len(names))}


def _is_property(node):
    return any(
        "property" in ast.unparse(decorator) or "setter" in ast.unparse(decorator)
        for decorator in node.decorator_list
    )


def _measure_files(files):
    lengths = [text.count("\n") for text in files.values()]
    return {
        "files": len(lengths),
        "lines of a file, median": median(lengths),
        "lines of the longest file": max(lengths),
        "files over 500 lines": sum(length > 500 for length in lengths),
    }


def _measure_models(root, trees):
    """How many files of one addon extend or define one model."""
    places = defaultdict(set)
    for path, tree in trees.items():
        addon = path.relative_to(root).parts[0]
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and (model := _find_model(node)):
                places[addon, model].add(path)
    counts = Counter(len(paths) for paths in places.values())
    return {
        "models, by addon": sum(counts.values()),
        "models in more than one file of an addon": sum(
            count for files, count in counts.items() if files > 1
        ),
        "models in more than three files": sum(
            count for files, count in counts.items() if files > 3
        ),
        "most files of a model": max(counts),
    }


def _find_model(node):
    values = {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for name in ("_name", "_inherit"):
        if isinstance(values.get(name), ast.Constant):
            return values[name].value
    return None


def _measure_duplicates(root, files):
    """The share of lines that pylint's ``symilar`` finds in more than one place."""
    told = subprocess.run(
        [VENV / "bin/symilar", f"--duplicates={ALIKE}", "--ignore-comments",
         "--ignore-docstrings", "--ignore-imports", *files],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    share = next(line for line in told.splitlines() if line.startswith("TOTAL"))
    return round(float(share.split("percent=")[1]), 2)


def _measure_addons(root, files):
    lines = Counter()
    for path, text in files.items():
        lines[path.relative_to(root).parts[0]] += text.count("\n")
    return {f"lines of {addon}": count for addon, count in sorted(lines.items())}


def _format_table(revisions, columns):
    rows = dict.fromkeys(name for column in columns for name in column)
    yield f"| | {' | '.join(revisions)} |"
    yield f"|---|{'---|' * len(revisions)}"
    for name in rows:
        yield f"| {name} | {' | '.join(str(c.get(name, '')) for c in columns)} |"
