# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Demo data: posts of people to and about @northwind."""

from typing import NamedTuple

COMPANY = ""


class Person(NamedTuple):
    handle: str
    name: str
    language: str = "en"
    followers: int = 120
    verified: bool = False


class Said(NamedTuple):
    """A post, ``minutes`` ago; later lines refer to it by ``key``. ``files`` are names
    of ``tools.files.FILES``.
    """

    minutes: int
    who: str
    text: str
    key: str = ""
    to: str = ""
    private: bool = False
    stars: int = 0
    files: tuple = ()


class Replied(NamedTuple):
    """A reply of an agent to the post with a text, and its state."""

    to: str
    text: str
    state: str
    error_kind: str = ""
    error: str = ""


class Edited(NamedTuple):
    minutes: int
    key: str
    text: str


class Deleted(NamedTuple):
    minutes: int
    key: str


PEOPLE = (
    Person("tom.harper", "Tom Harper", followers=310),
    Person("lena_krause", "Lena Krause", "de", 840),
    Person("maciejw", "Maciej Wójcik", "pl", 126),
    Person("sophie.martin", "Sophie Martin", "fr", 2310),
    Person("aisha_writes", "Aisha Bello", "en", 48200, True),
    Person("carlosruta", "Carlos Ruiz", "es", 560),
    Person("olga_p", "Ольга Петрова", "ru", 74),
    Person("liwei", "李伟", "zh", 1520),
    Person("kasia.z", "Katarzyna Zielińska", "pl", 412),
    Person("dan_on_two_wheels", "Dan Okafor", "en", 15300, True),
    Person("emma_clarke", "Emma Clarke", followers=205),
    Person("jonasweber", "Jonas Weber", "de", 98),
    Person("marta.gomez", "Marta Gómez", "es", 333),
    Person("ruth.mendel", "Ruth Mendel", followers=51),
    Person("prizes4free", "Prizes 4 Free", followers=3),
)

STORY = (
    Said(
        410,
        "tom.harper",
        "@northwind my parcel says 'delivered' since Tuesday. My porch says otherwise."
        " Order 48213. Anybody home?",
        key="parcel",
    ),
    Said(
        402,
        COMPANY,
        "@tom.harper Sorry, Tom! We have asked the courier where it was left and will"
        " be back today. ^AN",
        key="parcel-answer",
        to="parcel",
    ),
    Said(
        388,
        "emma_clarke",
        "@northwind just wanted to say the woman in the Leeds shop saved our holiday."
        " Two tents swapped in ten minutes. Thank you!",
        key="praise",
    ),
    Said(
        371,
        "liwei",
        "@northwind 你好，自行车的电池充不进电，才用了三个月。请问怎么保修？",
        key="battery",
    ),
    Said(
        355,
        "prizes4free",
        "@northwind GIVEAWAY!!! First 100 who join our crypto airdrop win a bike",
    ),
    Said(
        342,
        "sophie.martin",
        "@northwind Bonjour, la remorque reçue hier est rayée et il manque une vis."
        " Je fais comment pour l'échange ?",
        key="trailer",
        files=("scratch",),
    ),
    Said(
        330,
        "sophie.martin",
        "@northwind Petite précision : commande 48377, livrée à Lyon.",
        to="trailer",
    ),
    Said(
        318,
        "jonasweber",
        "Hat jemand Erfahrung mit dem Northwind Trekkingrad? Lohnt sich der Aufpreis?",
        key="talk",
    ),
    Said(
        296,
        "kasia.z",
        "@northwind czy sklep w Krakowie jest otwarty w niedzielę? Na stronie są dwie"
        " różne godziny.",
        key="sunday",
    ),
    Said(
        288,
        COMPANY,
        "@kasia.z W tę niedzielę 10–16. Stronę poprawiamy, dziękujemy za uwagę! ^PN",
        to="sunday",
    ),
    Said(
        281,
        "kasia.z",
        "@northwind dzięki! A da się tam od razu zostawić rower do serwisu?",
        to="sunday",
    ),
    Said(
        263,
        "carlosruta",
        "@northwind llevo 40 minutos en espera al teléfono."
        " ¿Me podéis llamar vosotros?",
        key="hold",
    ),
    Said(
        240,
        "dan_on_two_wheels",
        "Rode the new Northwind gravel bike 120 km in the rain. Full review on Sunday."
        " Short version: those brakes.",
    ),
    Said(
        222,
        "lena_krause",
        "@northwind die Rechnung zu Bestellung 48102 wurde mir doppelt abgebucht."
        " Bitte um Rückerstattung.",
        key="twice",
    ),
    Edited(
        219,
        "twice",
        "@northwind die Rechnung zu Bestellung 48120 (nicht 48102!) wurde mir doppelt"
        " abgebucht. Bitte um Rückerstattung.",
    ),
    Said(
        204,
        "olga_p",
        "Здравствуйте! Заказ 48290: адрес изменился, теперь Рига, Brīvības 12-4."
        " Можно ещё поправить?",
        key="address",
        private=True,
    ),
    Said(
        190,
        "maciejw",
        "@northwind hamulec w moim rowerze puścił na zjeździe. Nic mi nie jest, ale to"
        " nie powinno się zdarzyć!",
        key="brake",
    ),
    Said(
        186,
        "maciejw",
        "@northwind model Ridge 2, kupiony w maju. Czekam na kontakt.",
        to="brake",
    ),
    Said(
        171,
        "aisha_writes",
        "@northwind three readers tell me the brakes of the Ridge 2 failed on them this"
        " month. I am writing about it. Who can I talk to?",
        key="press",
    ),
    Said(
        158,
        "marta.gomez",
        "¿Alguien va mañana al #windfest? Northwind monta un circuito de pruebas.",
    ),
    Said(
        149,
        "tom.harper",
        "@northwind it is 'today' for another few hours only… any news about 48213?",
        to="parcel-answer",
    ),
    Said(
        133,
        "jonasweber",
        "@northwind euer Laden in Köln ist der unfreundlichste, den ich kenne",
        key="rude",
    ),
    Deleted(121, "rude"),
    Said(
        112,
        "carlosruta",
        "@northwind actualización: 55 minutos. Ya me sé la canción de memoria.",
        to="hold",
    ),
    Said(
        96,
        "emma_clarke",
        "Hi, I paid order 48401 by gift card and the refund went to a card I no longer"
        " have. What can we do?",
        key="gift",
        private=True,
        files=("voice",),
    ),
    Said(
        88,
        COMPANY,
        "Hi Emma, that can be put right. Please send us the last four digits of the old"
        " card. ^AN",
        key="gift-answer",
        to="gift",
        private=True,
    ),
    Said(
        79, "emma_clarke", "They are 4417. Thank you!", to="gift-answer", private=True
    ),
    Said(
        64,
        "liwei",
        "@northwind 补充：型号是 Volt 500，订单号 48055。",
        to="battery",
    ),
    Said(
        47,
        "dan_on_two_wheels",
        "@northwind will there be Ridge 2 test rides at #windfest, after what one reads"
        " today?",
    ),
    Said(
        33,
        "lena_krause",
        "Der Stand von Northwind auf dem #windfest wird gerade aufgebaut. Riesig!",
    ),
    Said(
        27,
        "ruth.mendel",
        "Two weeks for a bell, and the box came without the screws. The courier was"
        " kind, the hotline hung up on me.",
        key="bell",
        stars=2,
    ),
    Said(
        21,
        "sophie.martin",
        "@northwind Toujours rien pour ma remorque… je pars vendredi.",
        to="trailer",
    ),
    Said(
        6,
        "kasia.z",
        "@northwind proszę o fakturę na firmę do zamówienia 48355, NIP wyślę w"
        " wiadomości.",
        key="faktura",
    ),
)

REPLIES = (
    Replied(
        "@northwind Toujours rien pour ma remorque… je pars vendredi.",
        "Bonjour Sophie, la nouvelle remorque part aujourd'hui. Elle arrive jeudi. Nous"
        " vous remboursons 20 € pour l'attente.",
        "to_approve",
    ),
    Replied(
        "@northwind actualización: 55 minutos. Ya me sé la canción de memoria.",
        "Hola Carlos, te llamamos hoy mismo. ¿A qué número?",
        "failed",
        "rejected",
        "The network refused the reply: the author does not accept replies.",
    ),
    Replied(
        "@northwind 补充：型号是 Volt 500，订单号 48055。",
        "您好，我们今天会给您寄一块新电池。",
        "unconfirmed",
        "ambiguous",
        "The network accepted the reply, but its answer was lost.",
    ),
)
