"""English."""

from __future__ import annotations

from learning.checks.languages.language import ONE_OPTION, SOME_OPTIONS, Language, pairs, patterns, words

_SHOWN = r"(?:above|below|earlier|previously|already|here|later|before)"
_SAID = r"(?:seen|saw|shown|defined|described|discussed|mentioned|noted|used|listed|introduced|explained)"
_PLACE = r"(?:example|figure|listing|table|diagram|picture|image|chapter|section|appendix|page|exercise|equation|step)"
_READ = (
    r"(?:passage|paragraph|text|excerpt|reading|author|article|diagram|figure|picture|table|graph|chart|map|listing)"
)
_SHOWING = r"(?:plot|panel|graph|chart|figure|picture|image|map|curve|diagram|drawing|photo|table|listing|screenshot)"
_INSTANCE = r"(?:query|example|display|listing|figure|diagram|snippet|screenshot)"

ENGLISH = Language(
    code="en",
    function_words=words(
        "the a an of to in on for with by from at as is are was were be been can may must will would should "
        "that which this these those it its their they you your we our and or but not if when than then there "
        "has have had do does only all each any no one both so such into about also more most other what how "
        "who why where whose because although while until since"
    ),
    context=patterns(
        rf"\b(?:as |we(?:[’']ve| have)? |you )?{_SAID} {_SHOWN}\b",
        rf"\b(?:as|we|we[’']ve|we have|you|was|were|is|are|have) {_SHOWN} {_SAID}\b",
        r"\b(?:the|this|that|these|those) (?:above|previous|preceding|earlier|following(?!.{1,60}:\s*\S)) \w+",
        r"\b(?:the) (?:next|last) (?:section|chapter|example|step|line|listing|figure|paragraph|page)\b",
        rf"\b(?:see|in|from|of|shown in|to|with|like) (?:the )?{_PLACE}s? (?:\d|[A-Z]\b)",
        rf"\b(?:in|from|of|with) (?:this|our|that|these|those) {_PLACE}s?\b",
        r"\b(?:in|from) the (?:example|figure|listing|diagram|exercise|appendix|snippet|screenshot)\b(?! of\b)",
        r"\b(?:on|in) lines? \d|\b(?:on|in) the (?:left|right|first|second|last) column\b",
        r"\bas we (?:saw|said|noted|mentioned|discussed|explained|described|showed)\b",
        r"\b(?:when|if|once|until) (?:this|that) (?:happens|occurs|is done|is not the case|is the case)\b",
        r"\b(?:unlike|in|with|like|than|to) the (?:first|second|third|previous) (?:method|approach|way|option|example|"
        r"case|version|solution|variant|alternative)\b(?! of\b)",
        r"\b(?:is|are|was|were|do|does|did|can|could|will) the (?:first|second|third|next|last|other) (?:experiment|"
        r"study|trial|test|attempt|group|team|player|person|student|user|customer|patient|number|value|speaker|"
        r"argument|reason|method|approach|option|example|case|version|solution|"
        r"variant|alternative)\b(?! (?:of|to|in|by|that|which|who|for|with|from|on|at)\b)",
        rf"\bas (?:the|this|these) (?:\w+ ){{0,2}}{_SHOWING}s? (?:above |below )?(?:shows?|showed|illustrates?|"
        rf"indicates?|"
        r"demonstrates?|suggests?)\b",
        rf"\b(?:see|seen|read|observe|observed) (?:in|from|on) (?:the|this|these) (?:\w+ ){{0,2}}{_SHOWING}s?\b",
        rf"\bthe (?!(?:left|right) table)(?:first|second|third|fourth|last|left"
        rf"|right|top|bottom|upper|lower|middle) {_SHOWING}s?\b(?! of\b)",
        r"(?<![\w&])#\d+\b|\b(?:record|row|line|slide|exercise|question|task) (?:no\. |number )?\d+\b",
        r"\b(?:listing|figure|fig\.|table|exercise|equation|diagram) \d+(?:[.-]\d+)*\b",
        r"\b(?:does|do|is|are|has|have) (?:the |your )?[\w` ]{1,30} now\b",
        r"\bin the (?:book|text|chapter|lecture|lesson|course|video|slides|reading|tutorial)(?=\s?[?.]?$)",
        r"\b(?:error|help) (?:message|text) (?:says|tells|means|shows|mentions|states|suggests|explains)\b|"
        r"^the (?:message|text|note|comment|output|hint|caption) (?:says|tells|mentions|states|suggests|explains)\b",
        r"\b(?:shown|see) (?:above|below|here|left|right)\b|\((?:see )?(?:above|below)\)|^above\b|\babove,",
        rf"^(?:[\w,`' ]{{0,60}} )?the {_INSTANCE}s? (?:is|are|was|were|has|have|does|do|shows?|returns?|prints?|then|"
        rf"above|below|will|would|uses?|gives?|looks?|adds?|creates?|also)\b",
        r"^the (?:output|result|program|code|picture|image) (?:is|are|shows?|returns?|prints?|runs|will|then|"
        r"above)\b",
        r"\b(?:you|we|they|it|one) (?:can|could|may|might|should|must|will)? ?also\b",
        r"\b(?:let[’']s|let us|we[’'](?:ll|ve|d|re))\b",
        r"^our ____|\bour (?:\w+ )?(?:examples?|programs?|code|cases?|tables?|query|queries|functions?|project|app|"
        r"application|class|struct|script|data ?set|server|graph|figure|database|crate|instance|total|values?|"
        r"variables?|list|array|string|type|method|package|file|library|"
        r"previous \w+|first \w+|last \w+)\b",
        r"\b(?:the|these|those) (?:latter\b|former(?=[,.;:?!)]|$| (?:is|are|was|were|has|have|had|can|does|do|did|"
        r"and|or|"
        r"but|of|will|would|may|must)\b))",
        r"\b(?:of|in|to|for|with|on|by|from|at|matching|using|under|after|before|than) that ____",
        rf"\b(?:according to|based on|(?:stated|mentioned|described|given|said) in) (?:the|this) {_READ}\b(?! of\b)",
        r"\b(?:in|of) the (?:first|second|third|last|final|opening|closing|next|previous) (?:sentence|paragraph|line|"
        r"section|chapter|lesson|slide)s?\b(?! (?:of|in)\b(?! (?:the|this) (?:section|text|passage|chapter|lesson)))",
        r"\b(?:mentioned|stated|said|discussed|covered|described) in (?:the|this) (?:section|lesson|chapter|lecture|"
        r"sentence|module|unit|slides?|video|course|reading|notes)\b(?! of\b)",
        r"\b(?:does|do|did) (?:the|this) (?:text|section|passage|chapter|lesson|article|author|writer|speaker|teacher|"
        r"lecturer|instructor|course|document|paragraph) (?:\w+ )?(?:call|say|state|mention|name|describe|give|"
        r"list|suggest|claim|compare|explain|recommend|define|refer|tell|warn|advise|introduce|discuss)\b",
        r"\b(?:title|heading|name) of (?:the|this) (?:section|chapter|lesson|course|module|page|slide)\b|\bhow many "
        r"(?:paragraphs|sentences|sections|pages|slides|examples)\b|\bhow (?:often|many times) (?:does|is) the word\b",
        r"\b(?:in|during) the (?:experiment|study|scenario|case study|story|dialogue|poem|video|demonstration|survey)\b"
        r"(?=,|\?|$| (?:described|shown|above|below|mentioned|which|what|who|did|was|were|does)\b)",
        r"\baccording to (?:the|this|our|your) (?:section|lesson|chapter|lecture|video|slides?|course|notes|handout|"
        r"textbook|story|module|material|instructor|lecturer|teacher)\b(?! of\b)",
        rf"\b(?:main|central|key) (?:idea|point|topic|theme|message) of (?:the|this) {_READ}\b",
        r"\bthe \w+ (?:above|below)(?=[,.?:]|$| (?:is|are|was|were|would|can|do|does|did|shows?|which|that)\b)",
        rf"^(?:the|this) {_READ} (?:shows|lists|gives|says|describes|tells|names|compares)\b",
        r"\b(?:does|do|did|would) the authors? [a-z]+|\bthe authors? (?:says?|thinks?|argues?|suggests?|means?|claims?|"
        r"believes?|describes?|mentions?)\b",
        r"\b(?:takes?|uses?|has|have|needs?|goes|follows?|chooses?) an? (?:different|similar) (?:path|way|approach|"
        r"route|method|course|view|form|manner)\b(?! (?:from|than|to|as|for|of)\b)",
        r"^(?!.{0,600}\b(?:because|since|if|when|as|after|although|while|"
        r"whenever)\b)[^,;:()]{1,80}?(?<!\band)(?<!\bor)(?<!\bbut)(?<!\bhow) (?:therefore|consequently|thus|hence|"
        r"however|nevertheless|nonetheless|likewise|accordingly)\b",
        r"^(?!.{0,600}(?:\d|\b(?:when|before|since|and|if|after)\b)).{0,600}\b[\w-]+ (?:minutes|hours|days|weeks|"
        r"months|years|decades|centuries) (?:later|earlier|afterwards)\b(?! than)",
        r"\b(?:later |earlier |in |during )?that (?:same )(?:year|day|night|month|summer|century)\b|\b(?:later|"
        r"earlier) that (?:year|day|night|month|summer)\b",
        r"^the authors? (?!of\b|is\b|are\b|was\b|were\b)(?:\w+ly |therefore |then |also |thus )?\w+s\b",
        r"\bin (?:our|the given|the present) (?:case|example|sample|experiment|study)\b(?! of\b)",
        r"\b(?:after|before|during|in|at|from) steps? \d",
        r"\bthe (?:example|sample|demo) (?:file|folder|directory|program|project|data ?set|script|database|"
        r"text)\b(?! (?:of|for|in)\b)",
    ),
    offering=patterns(r"\bfollowing\b|\b(?:this|that|these|those)\b|^the (?:code|program|output|result|query)"),
    first_clause=patterns(
        r" as well$",
        r"\bsuch (?!as\b|that\b|an?\b|,)\w+s\b",
        r"\bthis (?:case|example|way|reason|means|code|is why|is because|is what|allows|makes|function|error|"
        r"approach|"
        r"point|behaviou?r|would|will|can)\b",
        r"\bthis$",
        r"\b(?:in (?:both|these|those|either|other|such) cases?|"
        r"(?<!which )(?<!\Wone )of (?:them|these|those(?! who| which| that| with| in| of)))\b",
        r"^the \w+ then (?!____)\w+",
        r"\b(?:after|before|by|with|without|besides|despite|because of|due to) that$",
    ),
    pointed=patterns(
        r"\b(?:of|in|to|for|with|on|by|from|at|matching|using|under|after|before|than) that (?!is\b|are\b|"
        r"was\b|can\b|"
        r"has\b|have\b|they\b|it\b|we\b|you\b|the\b|an?\b)`?(\w+)",
    ),
    opening=patterns(
        r"(?:however|therefore|thus|hence|but|and|so(?!-)|then|also|instead(?! of)|otherwise|similarly(?! to)|"
        r"likewise|moreover|"
        r"furthermore|(?:finally|next|second|third|now|here|again)(?=,| (?:we|you|the|it|i|let|a|is|are)\b)|"
        r"secondly|thirdly|actually|conversely|consequently|"
        r"as a result(?! of)|"
        r"in addition(?! to)|in contrast(?! to)|for example|for instance|in (?:this|that|these|those)|"
        r"in other words|that is|"
        r"for (?:these|those|all these|the same) (?:reasons?|purposes?|cases?)|in such (?:an?|cases?)|"
        r"of course|still|yet|nevertheless|in fact|indeed|by contrast(?! to)|on the other hand|fortunately|"
        r"unfortunately|"
        r"additionally|alternatively|for this|to this end|for that)\b",
        r"(?!it (?:takes|costs|was|is) .{1,90} (?:to|that|who|when|for)\b)(?!(?:he|those|they) who\b)"
        r"(?:it|they|he|she|this|these|those|that|its|their|his|her|such)\b(?! (?:____ )?is (?:possible|"
        r"recommended|good|"
        r"common|important|best)\b)",
        r"(?:during|after|before|by|with|from|at|on|to|under|through|within|without|despite|because of|due to) (?:this|"
        r"these|that|those) (?!who\b|which\b|that\b|of\b)\w+",
        r"both (?!.{1,60}\band\b)",
        r"an? (?:similar|different|further) (?!.{1,90}\b(?:to|than|from|as)\b)",
        r"in (?:all|each|either) cases?\b",
        r"as (?:before|mentioned|noted|explained|described|discussed|stated|shown|seen)(?:,| in (?:section|chapter)\b)",
        r"(?:the same|this|that) (?:applies|goes|holds|is true) (?:to|for|of|with)\b",
        r"if (?:so|not|this|that),|recall (?:that|from)\b|one such\b",
        r"(?:to do|doing) (?:so|this|that|it)\b",
        r"the (?:two|three|other|others) (?:differ|are|were|have|do|can|share)\b",
        r"the (?:first|second|third|next|last|final|other) (?:method|approach|way|option|example|case|line|argument|"
        r"version|solution|variant|alternative|form|column|row|statement|query|command)\b(?! (?:of|to|in)\b)",
        r"(?:figure|fig\.|table|listing|example|lines?|step|equation) \d",
        r"you(?:[’']ll| will| should| can)(?: now)? see (?!.{1,60}\b(?:with|in|by|through)\b)",
        r"there(?:[’']s| is| are| was| were) (?:also |yet )?(?:another|one more|an additional|a further|other)\b",
        r"(?:other|another(?! (?:name|word|term) for\b)|the other|"
        r"the remaining|the (?-i:rest)|the one|the only other|one more|each additional)\b",
        r"(?:we (?:\w+ed|saw|see|have|had|will|shall|now|then|also|next|were|did|want|need|look|start|begin|get|got|"
        r"made|ran|wrote)\b|(?:we[’']\w+|i|my) )",
        r"(?:what|which) (?:this|that|it) ",
        r"(?:afterwards|subsequently|meanwhile|eventually|initially|at first|accordingly|nonetheless|besides,|"
        r"above all|until then|since then|by then|at (?:this|that) (?:point|time|stage|moment)|in turn|specifically,|"
        r"more precisely|in particular|in short|in summary|overall,|later,|later on|for now|from there)\b",
        r"we (?:divide|multiply|add|subtract|apply|compute|calculate|obtain|plot|load|install|import|open|type|click|"
        r"move|continue|turn|proceed|notice|observe|repeat|choose|pick|create|save|print|copy|find|note)\b",
        r"the (?:first|second|third|next|last|final|other) (?:type|kind|category|reason|advantage|disadvantage|"
        r"condition|group|step|problem|issue|question|factor|aspect|sense|phase|stage|possibility|difference|property|"
        r"principle|assumption|task|exercise)\b(?! (?:of|to|in|for|is to)\b)",
        r"the same (?:applies|goes|holds|is true) (?:when|if|in)\b",
        r"(?:or|nor)\b(?! both\b)",
        r"the same (?!time\b|way\b|as\b|thing\b)\w+ (?:can|could|may|might|is|are|was|were|will|would|has|have|also|"
        r"holds|must|should)\b(?!.{1,90}\b(?:as|for (?:all|every|each)|in (?:both|all|every))\b)",
        r"(?:an?|the) (?:[\w-]+ ){0,3}(?:of|for|to|from|behind|about) (?:their|its|his|her|these|those)\b",
        r"(?:once|after|when|whenever|if|as soon as|until|before|because|since|although|while) (?:this|that|these|"
        r"those|it|they) (?:is|are|has|have|had|was|were|happens|occurs|fails|does)\b",
        r"as (?:you|we|one) (?:can|could|may|will|might|have) (?:see|seen|tell|imagine|notice|read)\b|now (?:all|with|"
        r"for|to) \w+|(?:given|with) (?:this|these|that|those)\b",
    ),
    fragment=patterns(
        r"^(?:[\w`-]+ ){0,6}[\w`-]+, (?:such as|including|for example|like) [^,;.?]*\.?$",
        r"^[\w-]+, (?:if|when|which|where|unless) [^,;]*$",
        r"^(?:try|try to|write an?|rewrite|draw an?|sketch|show that|prove that) .{1,400}____",
        r"^(?:chapter|section|lesson|part|unit|module|exercise|problem|question|task) \d+(?:\.\d+)*\s?[:.–—-]\s",
        r"^(?:advantages?|disadvantages?|types?|kinds?|causes?|effects?|uses?|examples?|benefits?|properties|"
        r"characteristics|parts|functions?|steps|principles|basics|applications?|definitions?|history|overview|"
        r"importance|structure|rules|elements|forms|methods|symptoms|treatment) (?:of|for|to|in) (?!.{0,600}(?:[.?!]|"
        r"\b(?:is|are|was|were|has|have|can|include|includes)\b))",
        r"^(?:steps?|notes?|tips?|examples?|figures?|tables?|sources?|hints?|remarks?|objectives?|key ?words?|"
        r"challenge|warning|discussion|homework|solution)(?: \d+(?:\.\d+)*)?\s?[:–—]\s(?!.{0,600}\?)",
        r"^(?:explain|describe|identify|understand|summari[sz]e|discuss|compare|learn (?:how|to|about)|know how|"
        r"be able|distinguish|recognise|recognize) .{1,400}____|^(?:explain|describe|identify|understand|discuss|"
        r"compare|distinguish) (?:the |an? )?____",
        r"^(?:advantages?|disadvantages?|pros|cons|types?|kinds?|causes?|effects?|uses?|benefits?|properties|symptoms|"
        r"treatment|materials|ingredients|requirements|prerequisites)\s?: (?!.{0,600}\?)",
    ),
    elsewhere=patterns(
        r"\b(?:in|from|of) (?:the|an?|our) (?:previous|last|next|earlier|later|preceding) (?:section|chapter|"
        r"example|lesson|"
        r"tutorial)s?\b",
        r"\b(?:as )?(?:we|you)(?:[’']ve| have)?(?: already)? (?:saw|seen|used|noted|mentioned|discussed|defined|met|"
        r"learned)\b",
        r"\bsee (?:the )?(?:appendix|next|previous|preceding|full) ?(?:\w+)?\b|\((?:see|cf\.) (?:above|below|"
        r"also)\)|\bsee (?:above|below)\b|\b(?:noted|explained|described|"
        r"mentioned|shown|defined) "
        r"(?:above|earlier|previously|in detail below|below)\b",
        r"\b(?:as )?we (?:shall|will) see\b|\bwe[’']ll see\b|\bour (?:earlier|previous|scope) example\b",
    ),
    beside=patterns(
        r"\b(?:the|this|that|these) (?:above|preceding|following) (?:\w+ )?(?:example|code|query|program|listing|"
        r"table|figure|diagram|picture|image|graph|plot|chart|photo|map|snippet|output|screenshot|formula|"
        r"equation)s?\b",
        rf"\b(?:in|on|from) the (?:screenshot|snippet|figure|picture|diagram|drawing|photo)\b(?! of\b)|"
        rf"\b{_SHOWING} (?:on|to) the (?:left|"
        r"right|next page)\b",
        r"\b(?:example|code|query|listing|table|figure|diagram) (?:above|below|left|right)\b|\b(?:left|"
        r"right) side below\b",
        r"^(?:in|from) (?:the|this) (?:example|code|listing)\b|^above,|^here, we\b",
        r"^(?:this|the) (?:query|code|function|program|output|loop|listing) (?:is|are|returns?|prints?|shows?|"
        r"looks?)\b",
    ),
    boilerplate=patterns(
        r"^the (?:\S+ ){0,3}(?:section|chapter|guide|appendix|manual|page|tutorial) (?:of \w+ )?(?:explains|"
        r"describes|covers|"
        r"discusses|shows|contains|lists)\b",
        r"\bthe reader (?:is|should|may|will)\b|\bplease refer to\b|^refer to\b|\breaders are referred\b",
        r"\bfor (?:more|further|full|additional) (?:information|details?|reading)\b|\bsee also\b|"
        r"\bconsult (?:the|your) (?:\w+ )?(?:manual|documentation|guide|reference|page)\b",
        r"\bcopyright (?:©|\(c\)|\d)|\ball rights reserved\b|^licen[cs]ed under\b|©",
        r"\b(?:subscribe to|follow us|sign up for|our newsletter)\b|^(?:download|get|watch|view) (?:the|our|"
        r"this) (?:\w+ )?"
        r"(?:slides?|video|notebook|handout|worksheet|recording|pdf)\b",
        r"\bclick (?:here|on the link)\b|\b(?:next|previous) page\b|\btable of contents\b",
        r"\bthis (?:book|chapter|section|manual|guide|tutorial|appendix|lesson)\b",
        r"\b(?:in|of|on|throughout) this (?:course|page|module|unit)\b|"
        r"\bthis (?:course|page|module|unit) (?:explains|describes|covers|introduces|shows|contains|lists)\b",
        r"\bin (?:the )?(?:next|previous|last|later|following|preceding) (?:chapter|section|lesson|"
        r"module)s?\b|\bin chapter \d",
        r"\b(?:you|we)(?:[’']ll| will) (?:learn|discuss|cover|look at|meet|explore)\b",
        r"^(?:chapter|section|appendix|lesson) \d+(?:\.\d+)* (?:treats|covers|describes|explains|discusses|shows|"
        r"introduces|deals|contains|lists|presents|gives)\b",
        r"^the (?:\S+ ){0,3}documentation (?:\S+ ){0,5}(?:lists|describes|explains|contains|shows)\b",
        r"^(?:last (?:updated|modified|revised)|skip to|back to top|edit (?:this|on)|share this|page \d+ of)\b|"
        r"^(?:previous|next|up|home)\s?:",
        r"\b(?:the authors?|we) (?:thank|would like to thank|are grateful)\b|\bcreative commons\b",
        r"\b(?:the )?rest of (?:this|the) (?:chapter|section|book|page|lesson|course)\b",
        r"\b(?:reference works|bibliography|isbn)\b",
        r"\b(?:you|students?|learners?|participants?) (?:should|will|shall|must|are expected to) (?:then |also |"
        r"now )?(?:be able to|bring|hand in|submit|attend)\b",
        r"\b(?:by the end|upon completion|after (?:reading|completing|studying)) (?:of )?(?:this|the) \w+\b",
        r"\b(?:office hours|grading (?:policy|scheme)|syllabus|final exam|midterm|assignment is due|homework is due|"
        r"learning (?:objectives|outcomes) (?:of|are))\b",
        r"\b(?:first |originally )?(?:published|reprinted|reissued) (?:in|by) (?:____|\d{4})|"
        r"\btitle of (?:the )?(?:chapter|section|book|unit|lesson)\b|^on (?:which|what) page\b",
        r"\b(?:____|how many) (?:chapters|pages|vignettes|slides|exercises|lessons|appendices|footnotes|paragraphs)\b|"
        r"^the (?:website|homepage|web page|repository|blog) of\b",
        r"\bour (?:website|web site|homepage|home page|channel|newsletter|web page|shop)\b",
        r"\bthe (?:lectures?|seminars?|classe?s?|exams?|tutorials?|labs?) (?:takes? place|is held|are held|meets?|"
        r"starts? at|begins? at)\b|\bon the (?:book |front |back )?cover\b",
        r"^(?:click|press|tap) (?:on )?(?:the )?____ to (?:continue|proceed|start|go)\b|\b(?:to|in) the (?:next|"
        r"previous|last) (?:lesson|chapter|module|unit)\b|\bin the last section\b",
        r"^see (?:the )?(?:glossary|appendix|index|manual|documentation|website|bibliography)\b",
        r"\bthe (?:course|seminar|workshop) (?:costs|lasts|starts|ends|begins)\b|\bcover of (?:the|this) (?:book|"
        r"manual|handbook)\b",
    ),
    contrast=patterns(
        r"\b(?:only|just(?! (?:one|an?|the|as|like)\b)|unlike|whereas|while|but not|rather than|instead of|as "
        r"opposed to|in contrast to|"
        r"except|never|unless|(?:more|less|fewer|other) than|at (?:least|most)|the same)\b"
    ),
    defining=patterns(
        r"\b(?:consists? of|is called|are called|is defined|known as|means|refers to|stands for|defines|"
        r"computes|denotes|equals)\b",
        r"____ (?:[\w-]+ ){0,3}(?:is|are) (?:an?|the)\b(?! (?:same|only|default|most|first|last)\b)",
        r"\b(?:is|are) (?:an?|the) (?:[\w-]+ ){0,3}____",
        r"\b(?:is|are) (?:its|their) (?!(?:first|last|only|own)\b)(?:[\w-]+ ){1,3}____",
        r"^an? ____ (?:is|has|can|does|contains|holds|means|lets|allows|stores|keeps|gives|returns|makes)\b",
    ),
    counterparts=pairs(
        "row/column rows/columns key/value keys/values input/output inputs/outputs cause/effect causes/effects "
        "question/answer questions/answers form/content part/whole parts/whole body/mind bodies/minds "
        "subject/object subjects/objects theory/practice"
    ),
    naming=patterns(
        r"\b(?:is|are) (?:also |sometimes |often |usually |commonly |typically |generally )?(?:called(?! (?:by|on|"
        r"with|when|for|from|after|"
        r"before|in|at|to|if|as|once|twice|automatically|again)\b)|known as|termed|referred to as)\s+(.+)"
    ),
    negated=patterns(
        r"(?:^|[.:;,?!] )(?:and |or |(?:in|for|of|to|by|with|on|at|under|from) )?(?:which|what|who|where)\b"
        r"(?:(?!\b(?:if|when|while|that|because|unless)\b)[^,.?]){0,60}"
        r"\b(?:is|are|was|were|does|do|did|can|would|will|should|has|have|"
        r"could)(?: \w+){0,2} (not|never)\b[^.?]*\?|\b(except)\s*[?:]"
    ),
    absolute=words("always never completely absolutely entirely impossible"),
    vague=words("sometimes often usually generally frequently occasionally rarely normally typically probably perhaps"),
    general=words(
        "thing things fact facts case cases way ways reason reasons problem problems idea ideas time times "
        "number numbers kind kinds sort sorts type types form forms class classes part parts set sets order "
        "orders group groups list lists name names value values result results example examples system "
        "systems function functions row rows table tables column columns file files data item items element "
        "elements object objects line lines word words text texts field fields page pages place places point "
        "points position positions level levels size sizes length amount end ends side sides use uses user "
        "users work works world people person persons man men woman women day days year years state states "
        "change changes process processes action actions effect effects event events condition conditions "
        "step steps rule rules term terms subject subjects question questions answer answers information "
        "model models structure structures component components feature features property properties code "
        "codes program programs command commands tool tools input output requirement requirements choice "
        "choices difference differences figure figures unit units matter view views life thought thoughts "
        "body bodies area areas situation situations relation relations purpose purposes nature reality "
        "meaning sense knowledge language languages version versions entry entries record records space "
        "spaces key keys product products sale sales price prices task tasks need needs piece pieces option "
        "options instance instances aspect aspects concept concepts copy copies pair pairs source sources "
        "advantage advantages aim aims approach approaches attempt attempts "
        "benefit benefits challenge challenges circumstance circumstances "
        "consideration considerations decision decisions "
        "detail details difficulty difficulties disadvantage disadvantages drawback drawbacks "
        "goal goals impact implication implications issue issues limitation "
        "limitations manner means outcome outcomes possibility possibilities "
        "principle principles restriction restrictions role roles solution solutions stage "
        "stages strategy strategies technique techniques tendency tendencies topic topics trend trends usage "
        "variety phase phases factor factors mechanism mechanisms activity activities context contexts "
        "procedure procedures pattern patterns location locations relationship relationships description descriptions "
        "attitude attitudes behavior behaviour quality qualities environment environments"
        " collection collections combination combinations format formats response responses content contents "
        "ability abilities appearance arrangement arrangements background bunch capability capabilities "
        "category categories characteristic characteristics comparison comparisons concern concerns "
        "consequence consequences criterion criteria design designs development "
        "developments direction directions effort efforts emphasis existence expectation expectations "
        "experience experiences explanation explanations extent focus future guideline guidelines help "
        "history importance improvement improvements influence influences invention inventions lack majority "
        "mistake mistakes notion notions objective objectives occasion opinion "
        "opinions opportunity opportunities past performance perspective perspectives phenomenon phenomena "
        "preference preferences presence progress project projects proportion quantity quantities range "
        "ranges region regions report reports representation representations resource resources "
        "series setting settings significance similarity similarities skill "
        "skills status study studies style styles success summary support theme themes title titles "
        "understanding variation variations warning warnings whole "
    ),
    nameless=words(
        "thing things stuff something way ways fact facts case cases place places person persons people man men "
        "woman women reason reasons kind kinds sort sorts matter aspect aspects"
    ),
    aside=patterns(
        r"\ban? (?:good|bad|great|nice|useful|important|interesting|powerful|popular|convenient|helpful|handy|"
        r"remarkable|"
        r"beautiful|excellent|valuable) ____",
        r"^(?:like|unlike|as in|as with|in contrast to|similar to) (?:most|many|all|some|other|any)(?: other)? "
        r"(?:[\w-]+ ){0,3}____",
        r"\b(?:very|really|quite|extremely|particularly|especially|truly) (?:interesting|important|useful|helpful|nice|"
        r"good|popular|beautiful|powerful|difficult|easy|special) ____",
        r"\ban? (?:essential|crucial|central|vital|common|typical|major|main|key|significant) ____ (?:in|of|for|to)\b",
    ),
    unfocused=patterns(
        r"^which (?:one )?(?:of (?:the following|these|them)(?: statements| sentences| answers| options)?|statement|"
        r"sentence|answer|option) (?:is|are) (?:not )?(?:true|correct|right|false|wrong|incorrect|accurate)\s?[?:]?$"
    ),
    negations=words("not never no none neither nobody nothing cannot without isn't doesn't don't can't won't aren't"),
    genders=(),
    all_of_the_above=patterns(
        r"\b(?:all|none|both|neither|any) of (?:the above|these|them|the other)", r"^(?:all|none)$"
    ),
    joined_options=patterns(rf"^(?:both |only )?{SOME_OPTIONS}(?:,? (?:and|or|&) {ONE_OPTION})+(?: only)?\.?$"),
    truth=words("true false yes no"),
    dangling=patterns(
        r"^(?:in|under|for) (?:this|that|these|those|such an?|such) (?:case|example|situation|scenario|context|"
        r"experiment|instance|study|circumstance|condition)s?\b"
    ),
    offered=patterns(r"\bof the following\b"),
)
