"""Commands that many preambles and packages of LaTeX define to the same end, and names that stand upright."""

from __future__ import annotations

import re
from collections import defaultdict

_SIGNS = r"""
eand \land
eor \lor
enot \lnot
eif \rightarrow
eiff \leftrightarrow
ered \bot
lif \rightarrow
lthen \rightarrow
limplies \rightarrow
liff \leftrightarrow
lequiv \leftrightarrow
entails \vDash
nentails \nvDash
proves \vdash
nproves \nvdash
ifeff \text{ iff }
metav \mathcal{#1}
given \mid
suchthat \mid
divides \mid
ndivides \nmid
set \{#1\}
Set \{#1\}
abs \lvert #1\rvert
card \lvert #1\rvert
tuple \langle #1\rangle
gen \langle #1\rangle
norm \lVert #1\rVert
floor \lfloor #1\rfloor
ceil \lceil #1\rceil
inner \langle #1\rangle
inner \langle #1, #2\rangle
innerprod \langle #1\rangle
innerprod \langle #1, #2\rangle
inprod \langle #1\rangle
inprod \langle #1, #2\rangle
scalprod \langle #1\rangle
scalprod \langle #1, #2\rangle
scal \langle #1\rangle
scal \langle #1, #2\rangle
pscal \langle #1\rangle
pscal \langle #1, #2\rangle
bra \langle #1\rvert
ket \lvert #1\rangle
braket \langle #1\rangle
braket \langle #1\mid #2\rangle
ketbra \lvert #1\rangle\langle #2\rvert
dyad \lvert #1\rangle\langle #2\rvert
expval \langle #1\rangle
ev \langle #1\rangle
mel \langle #1\rvert #2\lvert #3\rangle
comm [#1, #2]
commutator [#1, #2]
acomm \{#1, #2\}
order \mathcal{O}(#1)
bigO \mathcal{O}
OO \mathcal{O}
pqty (#1)
bqty [#1]
vqty \lvert #1\rvert
dd \mathrm{d}
dif \mathrm{d}
diff \mathrm{d}
dv \frac{\mathrm{d}}{\mathrm{d}#1}
dv \frac{\mathrm{d}#1}{\mathrm{d}#2}
od \frac{\mathrm{d}#1}{\mathrm{d}#2}
derivative \frac{\mathrm{d}#1}{\mathrm{d}#2}
pdv \frac{\partial}{\partial #1}
pdv \frac{\partial #1}{\partial #2}
pd \frac{\partial #1}{\partial #2}
partialderivative \frac{\partial #1}{\partial #2}
grad \nabla
gradient \nabla
curl \nabla\times
laplacian \nabla^{2}
vdot \cdot
cross \times
vb \mathbf{#1}
va \vec{#1}
vu \hat{\mathbf{#1}}
vect \vec{#1}
bvec \mathbf{#1}
vecb \mathbf{#1}
uvec \hat{#1}
v \mathbf{#1}
b \mathbf{#1}
mb \mathbf{#1}
mbf \mathbf{#1}
bb \mathbb{#1}
mathbbm \mathbb{#1}
mc \mathcal{#1}
mf \mathfrak{#1}
mr \mathrm{#1}
mrm \mathrm{#1}
ol \overline{#1}
ul \underline{#1}
wh \widehat{#1}
wt \widetilde{#1}
conj \overline{#1}
conjugate \overline{#1}
inv {}^{-1}
inv {#1}^{-1}
transpose {}^{T}
cbrt \sqrt[3]{#1}
hdots \ldots
rchi \chi
backslash \setminus
half \frac{1}{2}
nicefrac #1/#2
sfrac #1/#2
flatfrac #1/#2
defeq \coloneqq
eqdef \overset{\text{def}}{=}
isom \cong
iso \cong
injto \hookrightarrow
into \hookrightarrow
onto \twoheadrightarrow
surjto \twoheadrightarrow
tensor \otimes
union \cup
intersect \cap
compose \circ
powerset \mathcal{P}(#1)
pow \mathcal{P}(#1)
ssi \iff
vide \varnothing
degree {}^{\circ}
eps \varepsilon
veps \varepsilon
vphi \varphi
vtheta \vartheta
lam \lambda
sig \sigma
gam \gamma
ii \mathrm{i}
iid \overset{\text{iid}}{\sim}
indep \perp
Mod \pmod{#1}
atom #1(#2)
widebar \overline{#1}
textnormal \text{#1}
textup \text{#1}
mathds \mathbb{#1}
"""
_OPERATORS = frozenset(
    """
    rank rk rg rang Rang rango null nullity kern bild rang spur
    coker im id span vect col row tr trace diag sgn sign hom adj ord supp conv
    dist vol spec proj comp rref vec card lcm pgcd ppcm ggt kgv mcd mcm gcf var cov corr cor sd se bias mse logit erf
    rot div curl argmin argmax arg lub glb cl int bd bdry diam codim ht depth length len lk st ev char disc
    sen tg ctg cotg arcsen arctg arccot arcsec arccsc sech csch arcsinh arccosh arctanh arsinh arcosh artanh
    ch sh th cth argch argsh argth cotan cosec mod ind size next prev true false if then else log ln
    dom ran rng range cod graph fix stab orb inn aut end gal frob nm ann ass rad nil soc top res ext tor colim
    """.split()
)
_BLACKBOARD = frozenset("RNZQCKFPE")
_FAMILIES = (
    (re.compile(r"(?:bb|mathbb)([A-Z])|([A-Z])\2"), r"\mathbb"),
    (re.compile(r"(?:cal|mathcal|mc|c|meta)([A-Z])"), r"\mathcal"),
    (re.compile(r"(?:scr|s)([A-Z])"), r"\mathscr"),
    (re.compile(r"(?:frak|mf|k)([A-Z])|(?:frak|mf)([a-z])"), r"\mathfrak"),
    (re.compile(r"(?:bf|bs|bm|mb|b|v)([A-Za-z])|B([a-z])"), r"\mathbf"),
    (re.compile(r"rm([A-Za-z])|([A-Za-z])"), r"\mathrm"),
)
_DOUBLED = re.compile(r"([RNZQCKFPE])([a-z])")
_ACCENT = "hat|bar|tilde|vec|dot|ddot"
_ACCENTED = re.compile(rf"([A-Za-z])({_ACCENT})|({_ACCENT})([A-Za-z])")
_DIFFERENTIAL = re.compile(r"d([xyztsuvr])")
_WORD = re.compile(r"[A-Z][a-z]{2,14}|(?:[A-Z][a-z]{1,14}){2,3}")
CAPITALISED = frozenset(
    "bar hat tilde vec dot ddot overline underline sqrt frac sin cos tan exp log max min lim sup inf det dim ker deg "
    "gcd iff implies to".split()
)
"""Commands that are also written with a capital."""
_NO_NAME = re.compile(
    r"arrow|dots|skip|space|quad|left|right|sep|line|mid|frac|box|color|font|size|style|"
    r"^(?:implies|impl|iff|and|or|not|sum|int|prod|to|then|over|xor|nor|nand|in|notin|equiv|equals|neq|leq|geq|"
    r"Alpha|Beta|Epsilon|Zeta|Eta|Iota|Kappa|Mu|Nu|Omicron|Rho|Tau|Chi)$",
    re.IGNORECASE,
)
"""Names of signs and of what sets a page."""
_CHANGES = re.compile(
    r"inv|conj|trans|neg|not|sqrt|root|pow|sq|abs|norm|floor|ceil|card|comp|der|diff|dual|opp|adj|half|over|under|bar|hat|"
    r"tilde|dot|prime|star|frac|class|quot|sum|prod|int|lim|log|exp|set|lin|sin|cos|tan|per|unit|deg|strike|cancel|phantom|"
    r"ref|cite|label|note|index|todo|part|grad",
    re.IGNORECASE,
)
"""In the name of a command that is more than what it is given."""


_AROUND = re.compile(r"[A-Za-z]{0,3}?(abs|norm|floor|ceil|set)")
"""Variants, mostly of another size, of brackets."""


def _tables() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for line in _SIGNS.strip().split("\n"):
        name, _, template = line.partition(" ")
        found[name][max(map(int, re.findall(r"#(\d)", template)), default=0)] = template
    return dict(found)


CUSTOMARY = _tables()
"""What a command with so many arguments shows, by its name."""


def templates_of(name: str) -> dict[int, str]:
    """What a customary command shows, by the number of its arguments; empty for others."""
    around = _AROUND.fullmatch(name)
    return CUSTOMARY.get(name) or (CUSTOMARY[around[1]] if around else {})


def sign_of(name: str) -> str | None:
    r"""What a command without arguments shows that is named after a letter: `\RR`, `\calF`, `\xhat`, `\dx`."""
    if found := _ACCENTED.fullmatch(name):
        return rf"\{found[2] or found[3]}{{{found[1] or found[4]}}}"
    if found := _DIFFERENTIAL.fullmatch(name):
        return rf"\mathrm{{d}}{found[1]}"
    if (found := _DOUBLED.fullmatch(name)) and found[1].lower() == found[2]:
        return rf"\mathbb{{{found[1]}}}"
    if name in _BLACKBOARD:
        return rf"\mathbb{{{name}}}"
    for family, sign in _FAMILIES:
        if found := family.fullmatch(name):
            return f"{sign}{{{next(filter(None, found.groups()))}}}"
    return None


def is_operator(name: str) -> bool:
    r"""Whether a command is named like what stands upright in formulas: `\rank`, `\Span`, `\BasisChange`."""
    return name.lower() in _OPERATORS or (_WORD.fullmatch(name) is not None and not _NO_NAME.search(name))


def shows_what_it_is_given(name: str) -> bool:
    """Whether nothing in the name of a command with one argument says that it makes something else of that."""
    return not _CHANGES.search(name)
