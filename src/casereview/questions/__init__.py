"""What is asked: question sets, read from TOML, checked, written out, and routed."""

from casereview.questions.catalogue import find, shipped
from casereview.questions.load import QuestionSetError, load
from casereview.questions.model import ANSWER_WORDS, ANSWERS, Answer, Fact, Question, QuestionSet
from casereview.questions.routing import Cause, suggestions

__all__ = [
    "ANSWERS",
    "ANSWER_WORDS",
    "Answer",
    "Cause",
    "Fact",
    "Question",
    "QuestionSet",
    "QuestionSetError",
    "find",
    "load",
    "shipped",
    "suggestions",
]
