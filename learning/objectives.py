"""What makes a learning objective measurable: it begins with a verb that a learner can be seen to do.

Verbs after the revised taxonomy of Bloom (Anderson & Krathwohl, A Taxonomy for Learning, Teaching, and Assessing, 2001)
with the action verbs of practical work. The list is English; other languages are not judged.
"""

from __future__ import annotations

import re

from learning.sentence import Sentence, say
from learning.wording import base_language, fold

LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
_VERBS_BY_LEVEL = """
    cite count define draw enumerate find identify indicate label list locate match memorise memorize name outline
    point quote read recall recite recognise recognize record repeat reproduce restate retrieve select spell state
    tabulate tell trace

    abstract articulate associate characterise characterize clarify classify compare conclude contrast convert
    demonstrate depict describe differentiate discuss distinguish estimate exemplify explain express extend
    extrapolate generalise generalize group illustrate infer interpret map order paraphrase place predict relate
    rephrase report represent rewrite show sketch sort subsume summarise summarize translate visualise visualize

    act adapt add address adjust administer allocate amend amplify annotate answer anticipate apply approximate ask
    assign attach authenticate authorise authorize automate avoid back bake balance benchmark bisect book boot branch
    browse budget bundle cache calculate calibrate call care carry cast catch change chart cherry choose chunk clean
    clone close collaborate collect combine comment commit communicate compile complete comply compute conduct
    configure conjugate connect consult containerise containerize control converse convey cook coordinate copy correct
    customise customize cut decode decompress decrypt deduplicate delete deliver denormalise denormalize deploy
    dereference determine disable disconnect dispatch display download drop duplicate edit eliminate employ emulate
    enable encode encrypt enter escape establish exchange execute export extract factor factorise factorize fetch file
    fill filter fit fix follow fork format forward fulfil fulfill gather give graph greet handle harden hash help host
    hydrate ignore implement import include index inherit initialise initialize inject insert inspect install
    instantiate instrument integrate interact interpolate intervene interview introduce invoke iterate join keep knead
    launch lead link lint load localise localize lock log look loop maintain make manage manipulate mark maximise
    maximize measure merge migrate minimise minimize mitigate mix mock model modify monitor move multiply navigate
    negotiate nest normalise normalize obtain open operate orchestrate overload override overwrite package paginate
    parse partition patch pay perform pin plot position practice practise prepare present print process produce
    profile program prompt pronounce propagate protect provide provision prune publish pull push put quantify query
    raise randomise randomize rebase receive recover redirect redo reduce refactor refer reformat register regulate
    release reload remove rename render reorder replace reply request reset resize resolve respond restart restore
    restructure retain return reuse revert roll round run sample sanitise sanitize save scale scan schedule script
    seal search secure send separate serialise serialize serve set shard share shift ship sign simplify simulate sing
    skip slice snapshot solder solve specify split squash stage standardise standardize start stash stitch stop store
    stream strip structure subclass submit subscribe subset substitute subtract sum supply suppress swap switch sync
    synchronise synchronize tag take teach titrate toggle track train transcribe transfer transform transmit transpose
    traverse triage troubleshoot truncate tune turn type undo uninstall unlock unpack unstage update upgrade upload
    use utilise utilize vary version view visit wait walk watch wrap write yield zip

    analyse analyze arrange audit break categorise categorize correlate debug decompose deconstruct deduce detect
    diagnose diagram dissect divide examine experiment focus inventory investigate isolate organise organize
    prioritise prioritize question reconcile segment subdivide survey test

    appraise approve argue assess check confirm criticise criticize critique debate decide defend evaluate grade judge
    justify prove rank rate recommend reject review score support validate verify weigh

    animate assemble author blend brainstorm build code compose construct create derive design develop devise direct
    draft embed engineer enhance facilitate forecast formulate generate hypothesise hypothesize improve incorporate
    innovate invent optimise optimize originate plan pose propose prototype reconstruct redesign reorganise reorganize
    revise rework synthesise synthesize tailor
"""
"""A paragraph a level."""
BLOOM = dict(zip(LEVELS, (frozenset(verbs.split()) for verbs in _VERBS_BY_LEVEL.split("\n\n")), strict=True))
"""The verbs of each level of the taxonomy."""
MEASURABLE_VERBS = frozenset[str]().union(*BLOOM.values())
UNMEASURABLE_VERBS = frozenset(
    re.findall(
        r"\w+",
        """
    acknowledge appreciate become believe comprehend discover enjoy experience explore familiarise familiarize feel
    gain get grasp have internalise internalize know learn like master realise realize remember see study think
    understand value
    """,
    )
)
_SUBJECT = re.compile(
    r"^(?:(?:by|at|after|on|upon|when|in)\b[^,]*,\s*)?"
    r"(?P<who>(?:you|we|i|(?:the |each |every |all )?(?:learners?|students?|participants?|readers?|trainees?))"
    r"(?:\s+(?:will|can|should|are|is|shall|must)\b|'ll\b)?\s+)?"
    r"(?:be\s+able\s+to\s+|able\s+to\s+|learn\s+(?:how\s+)?to\s+|to\s+)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def leading_verb(objective: str) -> str:
    """The word where the verb should be, lower case: "explain" of "You will be able to briefly explain joins"."""
    text = objective.lstrip(" \t-*•`\"'“‘").replace("’", "'")
    subject = _SUBJECT.match(text)
    words = [word.casefold() for word in _WORD.findall(text, subject.end() if subject else 0)]
    verb = next((word for word in words if word in MEASURABLE_VERBS or not word.endswith("ly")), "")
    return _base_form(verb) if subject and subject["who"] else verb


def _base_form(verb: str) -> str:
    forms = (verb, verb.removesuffix("s"), verb.removesuffix("es"), verb.removesuffix("ies") + "y")
    return next((form for form in forms if form in MEASURABLE_VERBS | UNMEASURABLE_VERBS), verb)


def bloom_level(objective: str) -> str:
    """The level of an English objective by its verb, "" where the verb has none."""
    verb = leading_verb(objective)
    return next((level for level, verbs in BLOOM.items() if verb in verbs), "")


def is_measurable(objective: str, language: str = "en") -> bool:
    """Whether the objective begins with a measurable verb; in languages other than English it is taken to."""
    return base_language(language) != "en" or leading_verb(objective) in MEASURABLE_VERBS


def why_unmeasurable(objective: str) -> Sentence:
    """What to tell the author of an objective that is not measurable."""
    verb = leading_verb(objective)
    if verb in UNMEASURABLE_VERBS or fold(objective).startswith("be "):
        return say(
            "Nobody can see whether a learner reached the objective “{objective}”; begin with what the learner will "
            "do, for example “explain”, “compare” or “configure”.",
            objective=objective,
        )
    return say(
        "The objective “{objective}” does not begin with a measurable verb; begin with what the learner will do, for "
        "example “explain”, “compare” or “configure”.",
        objective=objective,
    )
