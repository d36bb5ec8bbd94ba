"""Function words: they say nothing of what an article is about."""

from __future__ import annotations

from index.analysis.fold import fold

__all__ = ["is_question_word", "is_stop_word"]

# Written as they are spelled; a group a line, closed classes of Arabic grammar.
_GROUPS = (
    "في من إلى على عن مع حتى منذ خلال بين عند لدى لدي دون بدون نحو حول ضد عبر سوى مثل",
    "قبل بعد تحت فوق",
    "أن إن أنّ إنّ لأن كأن لكن لعل ليت إذ إذا إذاً لو لولا لما كي لكي",
    "و ف ب ل ك ال أو أم ثم بل لا لم لن ما قد لقد سوف ليس ليست إلا غير إما أما",
    "هو هي هم هن هما أنا نحن أنت أنتم إياه",
    "هذا هذه ذلك تلك هؤلاء أولئك هذان هاتان هنا هناك ذاك كذلك هكذا هاذا هاذه ذالك لاكن أولائك",
    "الذي التي الذين اللذان اللتان اللذين اللواتي اللاتي اللتي اللذي",
    "كان كانت كانوا يكون تكون يكن تكن كون",
    "كل كلا بعض أي أية كما فيما مما عما بما لذا لذلك بذلك إذن أيضا أيضاً حيث حين حينما بينما عندما",
    "له لها لهم لهما لنا لي لك به بها بهم بهما بنا بي فيه فيها فيهم فيهما منه منها منهم منهما منا",
    "عليه عليها عليهم عليهما علينا عليك إليه إليها إليهم إليهما إلينا عنه عنها عنهم معه معها معهم",
    "أنه أنها أنهم إنه إنها إنهم بأن بأنه بأنها لأنه لأنها لكنه لكنها ولكن يا إذا",
    "the of and a an to in on at by for is are was were be as or it that this with from",
)

_QUESTIONS = (
    "من ما ماذا متى أين كيف كم هل لماذا لم أي أية أيهما بماذا لمن ممن علام إلام بم فيم مم عم أنى",
    "ماهو ماهي ماهم ماهما منهو منهي لأي بأي",
    "what who when where how why which",
)

_CLITICS = ("", "و", "ف")

_STOP_WORDS = frozenset(
    clitic + word for group in _GROUPS for word in fold(group) for clitic in _CLITICS
)
_QUESTION_WORDS = frozenset(
    clitic + word for group in _QUESTIONS for word in fold(group) for clitic in _CLITICS
)


def is_stop_word(exact_term: str) -> bool:
    """Tell whether a word is a function word.

    Args:
        exact_term: A term of the exact view.

    Returns:
        Whether a query can do without it; it is indexed all the same, for phrases.
    """
    return exact_term in _STOP_WORDS


def is_question_word(exact_term: str) -> bool:
    """Tell whether a word asks a question, so that a query can give it less weight.

    Args:
        exact_term: A term of the exact view.
    """
    return exact_term in _QUESTION_WORDS
