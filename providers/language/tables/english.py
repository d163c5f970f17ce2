"""English."""

from providers.language.tables.language import Language, words

ENGLISH = Language(
    code="en",
    stop_words=words(
        """
        a about above according across actually after afterwards again against all almost already also although always
        am among an and another any anything are around as ask at away back be became because become becomes been
        before behind being below best better between both but by call called calls came can can't cannot case come
        comes could couldn't did didn't do does doesn't doing don't done down during e.g each easy either else
        enough etc even ever every everything exactly except far few find first following for found from further gave
        get gets getting give given gives go goes going gone good got had happen happens has have having he hence her
        here him himself his how however i i.e if important in indeed inside instead into is isn't it it's its itself
        just keep kind know known large last later least less let let's like likely little long look looks lot made
        main mainly make makes making many may maybe me mean means might more moreover most mostly much must my near
        need needed needs neither never new next no non nor not note nothing now of off often ok on once one ones only
        onto or other others otherwise our out outside over own particular per perhaps possible probably put quite
        rather really right run runs said same saw say says second see seen seem seems several shall she should show
        shown shows similar similarly simple simply since single small so some something sometimes soon still such sure
        take taken takes tell than that that's the their them themselves then there therefore these they they're thing
        things think this those though three through thus to together too toward towards try turn two under unless
        until up upon us use used useful user's uses using usual usually various very via want wants was wasn't way
        ways we we'll we're we've well went were what what's whatever when whenever where whereas wherever whether
        which while who whole whom whose why will with within without won't work works would wouldn't write written
        wrote yes yet you you'd you'll you're you've your yours yourself different allow allows allowed provide
        provides provided include includes including contain contains define defines defined create creates created
        add adds added changed start starts started begins help helps earlier previous previously four five six seven
        eight nine ten first second third next last multiple certain entire whole full common current currently actual
        original available necessary able basic special general specific great big new old correct wrong true false
        real short simplest easier easiest easiest own recent recently next final extra additional interesting useful
        latter former helpful nice couple bit lots instance please today everyone someone anyone somebody nobody none whether
        automatically immediately directly explicitly completely especially generally normally typically originally
        """
    ),
    vague=words(
        """
        example examples case cases way ways thing things kind kinds lot section sections chapter part parts place
        point points order form forms sort line lines number numbers name names output outputs result results message
        messages computer version screen situation detail details option options text word words fact idea reason
        time times day problem problems question answer end beginning step steps bit piece pieces people user users
        sense default defaults habit habits trick tricks side sides left right variant convention conventions
        advantage advantages disadvantage circumstance circumstances purpose need difference differences rest top
        beginning middle course tutorial manual guide lesson episode introduction conclusion addition mind look
        page information work use series property properties characteristic feature features effect effects pair group size content contents state action actions
        """
    ),
    determiners=words("a an the this these those each every any some no its their your our his her my another"),
    verb_marks=words(
        "is are was were be been being to will would can could may might must should shall we you they i don't doesn't didn't can't cannot not let's"
    ),
    openers=words(
        """
        this that these those it its they them their he she his her him there here such then thus therefore hence however but and or
        nor so also instead otherwise similarly likewise furthermore moreover additionally besides again now next
        finally another both either neither former latter else still yet meanwhile consequently accordingly
        nevertheless nonetheless rather conversely afterwards afterward later first second secondly third thirdly
        lastly unfortunately fortunately interestingly obviously indeed alternatively equivalently whoops yes no
        because which who whose where ok okay well oops hence-forth too most some others one none
        """
    ),
    opening_cues=(
        r"(?:in|for|with|from|to|at|on|by|after|before|under|using|like|unlike|because of|instead of|due to|as) "
        r"(?:this|that|these|those|such|it|them|both|the above|the following|the same|each case|doing so|so doing)\b"
        r"|the (?:former|latter|above|previous|preceding|following|same|other|others|last|next|first|second|third|"
        r"fourth|fifth|remaining|rest|two|three|result|results|output|answer|reason|difference|resulting)\b"
        r"|(?:to do (?:this|so|that)|if so|if not|as (?:you|we|shown|seen|mentioned|described|noted|before|above|a "
        r"result|an alternative|usual)|on the other hand|in (?:addition|contrast|other words|fact|turn|particular|"
        r"either case|our|general,? it)|for (?:example|instance|more)|note that (?:this|it|these)|of course|"
        r"what (?:this|it)|not only|that is|all of (?:this|these|them)|any of (?:these|them)|each of these|"
        r"one of (?:these|them|its)|a (?:second|third|further|more|similar|different|better|final)\b|"
        r"more (?:precisely|specifically|generally)|at this point|by doing|once (?:this|that|it)|"
        r"if (?:this|that|it|they|these)\b|when (?:this|that|it|they|these)\b|while (?:this|it)|since (?:this|it|they)\b"
        r"|just like|up to now|so far|we (?:also|then|just)|you (?:also|then)|let's (?:also|now)|even (?:if|though) (?:this|it))"
    ),
    deixis=(
        r", though,|\b(?:this|these)\b|\b(?:(?:shown|see|seen|mentioned|described|discussed|listed|given|defined|explained|introduced|noted|as) "
        r"(?:\w+ )?(?:above|below|earlier|previously|before|later)|above|below|earlier|the following|as follows|"
        r"following (?:example|code|program|line|command|listing|table|figure|section|list|way|function|points|steps)|"
        r"(?:this|these|that|previous|preceding|next|last|first|second|third|our|above) (?:example|examples|code|"
        r"program|listing|case|line|lines|figure|table|section|chapter|episode|lesson|tutorial|exercise|snippet|command|output|"
        r"message|loop|function definition|paragraph|file|book|document|guide|part|point|step|page)|"
        r"(?:figure|table|listing|section|chapter|appendix|example|equation) \d|"
        r"(?:this|next|previous|last) (?:section|chapter|page|episode|lesson)|see (?:also )?[A-Z`“\"]|here)\b"
    ),
    narrative=(
        r"\b(?:we|we'll|we've|we're|we'd|our|ours|us|let's|lets|i|i'm|i'll|my|me|he|she|his|her|him|now|suppose|imagine|"
        r"remember|recall|today|yesterday)\b|[!?]\s*$|\bthe (?:file|example) (?:we|you)\b"
    ),
    aside=(
        r"^\(?(?:(?:now,? |also,? )?try (?:typing|designing|declaring|again|out|it (?:out|yourself|with))\b|for (?:more|further|a refresher|a (?:more|full|complete))\b.*\b(?:see|refer|consult|read|look|visit)\b|"
        r".*\b(?:is|are) (?:described|explained|discussed|documented|listed) in [A-Z`“\"]|"
        r"see (?:also )?(?:the )?[`A-Z“\"]|see (?:section|chapter|the|also|below|above|appendix)|refer to|"
        r"more (?:about|on|information)\b.*\b(?:found|see|in)\b|more details|"
        r"(?:next|now|later),? (?:we|let's|let us|you)\b|(?:we|you|it)(?:'ll| will) (?:\w+ )?(?:see|discuss|learn|explore|cover|return|come back|look at|find|introduce|explain|be)\b.*"
        r"\b(?:later|next|below|following|chapter|section|episode|lesson|part|more detail)\b|"
        r"(?:later|below|in (?:the )?(?:next|following|later|chapter|section))\b.*\b(?:we|you|will|'ll)\b|"
        r"(?:as|in) (?:figure|table) \d|(?:figure|table|listing) \d|photo|image|credit|source:|\(?continued|click here|"
        r"for those interested|interested (?:readers|parties)|read more|stop here\b|hint:|if you(?:'re| are) (?:interested in|confused about|"
        r"wondering|curious)\b.*\b(?:see|read|look)\b|(?:for|as) an? (?:alternative|additional|good|further) (?:reference|introduction|source)\b|"
        r"in this (?:lecture|section|chapter|episode|lesson|tutorial|notebook|guide|post|article|course),? (?:we|you|i)\b|"
        r"complete this form|contributions are welcome|(?:wondering )?what(?:'s| is| to do) next|wondering what|"
        r"(?:the )?(?:rest|remainder) of this (?:section|chapter|document|guide|book)\b|"
        r"this (?:section|chapter|episode|lesson|tutorial|document|guide|book|appendix) (?:\w+ )?(?:describes|explains|covers|"
        r"discusses|introduces|shows|presents|provides|contains|will|is (?:about|for)|gives|assumes))"
    ),
    example=r"\b(?:for example|for instance|e\.g\.|such as|as an example|consider|suppose|imagine|say,)",
    use=(
        r"\b(?:useful|allows? (?:you|us|one)|makes it (?:easy|possible|easier)|lets you|enables? you|"
        r"if you (?:want|need|have|are)\b|when you (?:want|need)|in practice|good (?:practice|idea)|recommended|"
        r"best practice|convenient|you (?:can|should|may)|should|is used (?:to|for|in|when)|are used (?:to|for|in|when))\b"
    ),
    contrast=(
        r"\b(?:unlike|whereas|in contrast|by contrast|differs?|difference between|differences between|different from|"
        r"compared (?:to|with)|as opposed to|rather than|on the other hand|versus|vs\.?|while the|but not|"
        r"similar to|in comparison)\b"
    ),
    step=(
        r"^(?:step \d|first|firstly|second|secondly|third|then|next|after that|afterwards|finally|lastly|\d+[.)]|"
        r"now|once)\b"
    ),
    imperative=r"^(?:please |then |just )?[a-z]+ (?:the|a|an|your|this|that|these|those|to|on|in|into|for|with|from|as|up|out|it|its|at|any|each|all|sure|`)",
    condition=r"^(?:if|when|whenever|unless|whether)\b",
    definition=(
        r"\b(?:is|are) (?:a|an|the|called|known as|defined as|referred to as|one of|used (?:to|for)|any)\b|"
        r"\b(?:called|known as|refers? to|means|stands for|consists? of|describes?|represents?|denotes?)\b"
    ),
    front_matter=(
        r"^(?:(?:table of )?contents|(?:subject |general |author )?index|glossary|list of (?:figures|tables|listings|"
        r"abbreviations|symbols)|licen[cs]e(?:s| .*)?|copyright.*|legal(?: .*)?|acknowledge?ments?|about (?:this|the) "
        r"(?:book|document|author|authors|manual|guide|tutorial|documentation|lesson|course|editors?).*|preface|foreword|dedication|colophon|"
        r"bibliography|references|citations?|works cited|further reading|see also|notes|footnotes?|endnotes|change ?log|"
        r"release notes|(?:appendix [a-z] )?copying(?: this manual)?|(?:the )?gnu (?:free documentation|general public) licen[cs]e.*|(?:what's|what’s) new.*|revision history|version history and .*|document history|"
        r"history and license|credits|trademarks?|contributors?|contributing.*|imprint|feedback|support|"
        r"documentation license.*|how to (?:read|use) this .*|conventions(?: used .*)?|errata|exercises?|"
        r"questions|(?:review|critical thinking|personal application|free response|discussion|study|pre-?lab) questions|"
        r"(?:practice )?problems|(?:(?:section|chapter|unit|lesson) )?quiz(?:zes)?|further research|answers|solutions?|answer key|keypoints|key points|"
        r"learning objectives|objectives|instructor notes|navigation|sitemap|search|authors?|about|contact)$"
    ),
    generic_title=(
        r"^(?:introduction|intro|overview|summary|conclusions?|concluding remarks|recap|background|basics|general|"
        r"details|more|more details|further (?:notes|topics|details)|miscellaneous|misc|examples?|notes?|remarks|"
        r"random remarks|odds and ends|description|discussion|motivation|purpose|scope|getting started|usage|"
        r"other(?: topics)?|tips|synopsis|what next\??|next steps|before you (?:read|begin|start)|wrap(?:ping)?[- ]up|review|prerequisites|"
        r"key (?:points|terms|concepts)|terms|definitions?|part|preliminaries|in this chapter|this chapter|main|"
        r"free response|multiple choice|review questions|self[- ]check(?: questions?)?|critical thinking(?: questions?)?|"
        r"section summary|key takeaways|check your understanding|glossary|"
        r"abstract|tutorial|manual|guide|documentation|user (?:manual|guide)|advanced)$"
    ),
    numbering_words="chapter|section|part|lesson|unit|module|episode|appendix|topic|session|week|day|step",
    drop=r"\b(?:drop|remove|omit|skip|leave out|without|no more|less(?: about| on| of)?|fewer|exclude|cut|not? need(?: for)?|get rid of|delete|too much(?: about| on| of)?)\b",
    more=r"\b(?:more (?:about|on|of|detail(?:s)? (?:on|about))|add|include|focus(?: more)? on|expand(?: on)?|emphasi[sz]e|cover|extra|concentrate on|go deeper into|need(?:s)?)\b",
    first=r"\b(?:start with|begin with|open with|lead with|first (?:cover|teach|do)|put first)\b",
    last=r"\b(?:end with|finish with|close with|conclude with)\b",
    verbs={
        "beginner": (
            ("use", "Use {term} to {aim}"),
            ("pair", "Distinguish “{a}” from “{b}”"),
            ("steps", "Carry out the steps of “{title}”"),
            ("defined", "Define the term “{term}”"),
            ("does", "Describe what {term} does"),
            ("code", "Explain the meaning of {term}"),
            ("noun", "Explain the role of “{term}”"),
        ),
        "intermediate": (
            ("use", "Use {term} to {aim}"),
            ("pair", "Compare “{a}” with “{b}”"),
            ("steps", "Carry out the steps of “{title}”"),
            ("defined", "Explain what “{term}” means, with an example of your own"),
            ("does", "Explain when to use {term}"),
            ("code", "Explain when {term} is called for"),
            ("noun", "Explain the role of “{term}”"),
        ),
        "advanced": (
            ("use", "Justify when to use {term} to {aim}"),
            ("pair", "Compare “{a}” with “{b}”"),
            ("steps", "Justify the order of the steps of “{title}”"),
            ("defined", "Analyze a case of your own by the term “{term}”"),
            ("does", "Justify when to use {term}"),
            ("code", "Evaluate the use of {term} in a case of your own"),
            ("noun", "Analyze the role of “{term}”"),
        ),
    },
    articles=r"An?|The|Each|Every",
    things=r"filters?|commands?|options?|functions?|methods?|tools?|dialogs?|windows?|flags?|settings?|parameters?|fields?|"
    r"variables?|keywords?|attributes?|directives?|statements?|operators?|programs?|utilit(?:y|ies)|buttons?|menus?|modes?|"
    r"class(?:es)?|modules?|types?|propert(?:y|ies)|events?|clauses?|macros?|plug-?ins?|extensions?|elements?|tags?|packages?|"
    r"files?|headers?|keys?|sliders?|check ?box(?:es)?|items?|entr(?:y|ies)|actions?|reports?|lints?|hooks?|signals?|"
    r"decorators?|scripts?|librar(?:y|ies)|columns?|views?|procedures?|routines?|arguments?|expressions?|indicators?",
    this=r"This",
    restating=r"(?:This|It|That|These) (?:is|are) (?=(?:an?|the) )",
    doing=r"(?!(?:is|was|has|does|lets|gets|needs|looks|works|exists|appears|makes|includes|comes|follows|describes|shows|uses|takes|accepts)\b)[a-z]{3,}s\b",
    apposing=r"an?",
    enumerating=r"are|includes?|consists? of|comprises?|contains?|supports?|provides?|offers?|(?:is|are) called|namely",
    field=r"(?:in|for|to|under|within|according to) (?!(?:this|these|that|those|each|every|any|many|most|some|our|your|my|such|"
    r"example|instance|fact|general|addition|contrast|other|both|all|short|brief|the (?:same|following|above|previous|"
    r"figure|table|example|first|second|next|last))\b)(?:the )?[^,;:()]{3,40}, ?"
    r"(?=(?:an?|the) |(?:[a-z][\w-]+ ){1,3}(?:is|are|means?|refers? to)\b)",
    defining=(
        r"(?P<subject>The (?P<term>[a-zA-Z][\w-]+(?: [a-z][\w-]+){0,2}?) of (?:an?|any|each) [\w -]{2,30}?) "
        r"(?P<link>is|is defined as) (?P<meaning>(?:the|an?) (?:\w+ ){0,2}(?!same\b)\w+ (?:of|that|which|between|from|by|at|in|"
        r"needed|required|for|on|over) .+)",
        r"(?P<subject>(?:An? |The )?[\"“]?(?P<term>[^,.;:()“”\"]{2,40}?)[\"”]?) (?P<link>is) (?:[A-Z][\w’'-]+['’]s|the|an?|our) "
        r"(?:general |usual |common |technical |short )?(?:name|term|word)s? (?:given )?(?:for|to) (?P<meaning>.+)",
        r"(?P<subject>(?:An? |The )?[\"“]?(?P<term>`[^`]+`|[^,.;:()“”\"]{2,40}?)[\"”]?(?: \([^()]{1,40}\)|, (?:also |"
        r"sometimes |or |often )*(?:called|known as|referred to as|abbreviated as|abbreviated)? ?[^,.;:]{2,40},)?) "
        r"(?P<link>is|are|(?:is|are) (?:\w+ly )?defined as) (?P<meaning>(?:an?|the|any|one of the|those|all) .+)",
        r"(?P<subject>(?:An? |The )?[\"“]?(?P<term>[^`,.;:()“”\"]{2,40}?)[\"”]?(?: \([^()]{1,40}\))?) (?P<link>is|are) "
        r"(?P<meaning>(?!(?:not|also|now|only|often|usually|always|never|more|less|very|as|in|at|on|to|by|clear|likely|"
        r"possible|assumed|known|so|such|chosen|made|given|taken|found|held|kept|built|sent|written|drawn|shown|set|put|done|"
        r"[a-z]+ed)\b)(?:(?!for\b)[a-z][a-z-]* ){0,3}[a-z-]+ (?:that|which|who|whose) .+)",
        r".*\b(?:the|an?) (?P<term>[a-z][\w-]+(?: [a-z][\w-]+)?), which (?:is|are) (?P<meaning>(?:the|an?) [^,;:()]{12,120})",
        r"(?P<subject>(?:An? |The (?:term|word|name|abbreviation) |The )?[\"“]?(?P<term>`[^`]+`|[^,.;:()“”\"]{2,40}?)[\"”]?) "
        r"(?P<link>means|refers to|denotes|stands for|occurs when|occur when) (?P<meaning>.+)",
        r"(?P<meaning>(?:The|An?|Any|Those|[A-Z][a-z]+ing|[A-Z][a-z]+(?: [a-z]+)?s) .+?),? (?:is|are|would be) "
        r"(?:(?:typically|usually|often|commonly|generally|sometimes|therefore) )?(?:called|known as|referred to as|"
        r"termed) (?:an? |the )?[\"“'‘]?(?P<term>[^,.;:()“”\"'‘’]{2,40}?)[\"”'’]?(?: \([^()]{1,40}\))?"
        r"(?:,? (?:and|because|since|which|as|but|so|while|whereas|or|for|in) .*)?",
        r"(?:By|With) (?:the (?:term|word) |an? |the )?[\"“'‘]?(?P<term>[^,.;:()“”\"‘’]{2,40}?)[\"”'’]? (?:we|people|one) "
        r"(?:means?|understands?) (?P<meaning>(?:the|an?|any|all|that) .+)",
        r"(?:We|One) (?:call|define|defines|calls) (?:an? |the )?[\"“'‘]?(?P<term>[^,.;:()“”\"‘’]{2,40}?)[\"”'’]? "
        r"(?:as|to be) (?P<meaning>(?:the|an?|any|all) .+)",
        r"(?P<subject>(?:The )?(?P<term>`[^`]+`)(?: (?:command|option|flag|setting|function|method|key|field|attribute|"
        r"event|class|keyword|operator|parameter|statement|clause|property|module|type|macro|tool|program|package|object|"
        r"argument|header|variable|constructor|interface|flag|script|directory|file|expression|target|trait|decorator))?) "
        r"(?P<does>(?!(?:requires|follows|needs|takes|looks|works|makes|comes)\b)[a-z]+(?<!s)s|is (?:emitted|called|used|set|thrown|returned|triggered|fired|invoked|raised|created|removed|"
        r"deprecated|ignored|passed|stored|sent)) "
        r"(?P<meaning>.+)",
    ),
    purposes=(
        r"\b(?:[Uu]se|[Uu]sing|[Rr]un|[Cc]all|[Ww]ith|[Vv]ia|[Ss]et|[Ss]pecify|[Aa]dd|[Pp]ass) (?:the |a |an )?(?P<term>`[^`]+`)"
        r"(?: (?:command|option|flag|setting|function|method|key|field|attribute|class|keyword|property|argument|macro))? "
        r"to (?P<meaning>[a-z][^;:]+)$"
        r"|\b[Yy]ou (?:can|may|must|should)(?: also| optionally| then)? (?P<meaning2>[a-z][^;:`]+?),? (?:with|using|via|"
        r"by (?:using|calling|running|specifying|setting|passing|adding)) (?:the |an? )?(?P<term2>`[^`]+`)"
        r"(?: (?:command|option|flag|setting|function|method|key|field|attribute|class|keyword|property|argument|macro))?$"
        r"|^(?:Specifying|Setting|Passing|Using|Adding|Calling|Running|Giving) (?:the )?(?P<term3>`[^`]+`)"
        r"(?: (?:command|option|flag|setting|function|method|key|field|attribute|keyword|property|argument))? "
        r"(?:will|lets you|allows you to) (?P<meaning3>[a-z][^;:]+)$"
        r"|^(?:To|If you (?:want|need|wish) to) (?P<meaning4>[a-z][^;:,`]+), (?:you can |you may |simply |just )?"
        r"(?:use|run|call|set|specify|add|pass|type|enter|execute|press|invoke) (?:the )?(?P<term4>`[^`]+`)"
        r"(?: (?:command|option|flag|setting|function|method|key|field|attribute|keyword|property|argument))?$"
    ),
    vague_meaning=(
        r"(?:the (?:same|first|second|third|last|next|only|main|best|most|default|case|result|reason|following|one|"
        r"other|rest|whole|above|key|right|way|time|point|(?:problem|idea)(?! (?:in which|of|that)\b))|one of the|the \d+(?:st|nd|rd|th)|an? (?:[\w-]+ly|very|rather) (?:[\w-]+ )?(?:way|thing|task|job)\b|an? (?:typical|integer|boolean|numeric|similar)|a (?:good|great|bad|"
        r"common|kind of|lot|bit|few|little|very|more|simple|useful|popular|powerful|different|synonym|short|new|ubiquitous|vast|widely used)|one (?!of\b|or\b)|"
        r"(?:normally|usually|often|typically|sometimes|obsolete|synonyms?|see|alias|same|like|identical|opposite|not|only|used|where|there|it|this|that)\b|"
        r"(?:many|several|various|numerous|some)\b|(?:an?|the) (?:large and|complex|leading)\b|(?:an?|the) (?:\w+ )?(?:critical|crucial|essential|major|"
        r"fundamental|key|vital|core|central|main)\b|an? (?:example|important|easy|alternative|error|issue|option)|"
        r"any (?!\w+ (?:that|which|who|\w+ed|\w+ing)\b)|all |those )\b"
    ),
    procedure=r"^to \w|\b(?:steps?|order of|order in which|in (?:this|that|the following) order|\(in order\)|procedure|how to|proceed|algorithm|stages|phases|instructions|recipe)\b",
    furniture=r"(?:prev(?:ious)?|next|up|home|contents|index|version|back|top)$",
    elsewhere=(
        r"\b(?:notebook|code|files?|slides) for this (?:chapter|book|lesson|lecture|section)\b|"
        r"\bas (?:we|you) (?:\w+ )?last (?:time|class|week)\b|^last (?:class|time|lecture|week),? we\b|"
        r"\bwe(?:'ll| will) [^.]{0,60}\blater\b|"
        r"\b(?:we|i)(?:'ll| will) (?:\w+ ){1,8}in (?-i:[A-Z])|\b(?:of|in|from|see) \d+\.\d+\.\d+\b|\bin \d+\.\d+ we\b|"
        r"\b(?:skip|jump) (?:(?:ahead|directly|straight|right|over) )?(?:to )?(?:the |this )?(?:next |rest of |following )?"
        r"(?:\w+ )?(?:section|chapter|example|part|exercise|lesson|page)\b|"
        r"\b(?:in|throughout|of) this (?:chapter|book|lecture|lesson|course|tutorial|textbook|notebook|section),? .*\b(?:we|you|i)"
        r"(?:'ll| will|'re going)\b|\b(?:we|you|i)(?:'ll| will|'re going)\b.*\b(?:in|throughout) this (?:chapter|book|lecture|lesson|"
        r"course|tutorial|textbook|notebook)\b|\bas we (?:move forward|go on|proceed|go along) \b|"
        r"\b(?:subsequent|later|upcoming|future|earlier|preceding|next (?:two|three|few|several)) (?:chapters?|lectures?|sections|"
        r"lessons?|units?|posts?|videos?|tutorials?|courses?)\b|"
        r"§ ?\d|\b(?:figures?|fig\.|tables?|listings?|chapters?|sections?|appendix|appendices|pages?|equations?|examples?|"
        r"exercises?|parts?|unit|lesson|lecture|module)\s(?:\d+|(?-i:[A-Z])\b)|"
        r"\b(?:as|which) (?:we|you) (?:saw|have seen|learned|discussed|mentioned)\b|"
        r"\b(?:in|from) (?:the |an? )?(?:previous|last|next|earlier|later|following|preceding) "
        r"(?:chapter|section|lesson|lecture|page|part|unit|episode|video|notebook|tutorial|post)s?\b|"
        r"\b(?:the )?next (?:chapter|section|lesson|lecture|part|unit|episode|notebook|tutorial) (?:\w+s\b|will\b)|"
        r"\bin (?:just )?a (?:moment|minute|bit)\b|"
        r"\b(?:please |also )see\b|\b(?:please |you should |also |can |could )(?:refer to|consult|check out|read up on|read about|read more|find more)\b|"
        r"\b(?:see|read) (?:more )?(?:(?:about|on|in) )?(?:the |our |this )?(?:[\w.-]+ ){0,4}(?:guide|manual|documentation|docs|"
        r"article|blog|blog post|post|specification|spec|reference|tutorial|faq|wiki|website|page|paper|book)\b|"
        r"\b(?:is|are|be) (?:(?:\w+ly )?(?:described|explained|discussed|documented|listed|given|found|covered)) (?:in|on|at|under) "
        r"(?:(?:the|our|this|an?|its|their) )?(?:[\w.-]+ ){0,5}(?:guide|manual|documentation|docs|article|blog|post|specification|"
        r"reference|tutorial|page|pages|paper|book|section|document|website)\b|"
        r"\b(?:is|are|can be found|hosted|located|available) (?:here|there)(?=[.;:,]?$)|\bthis (?:link|url)\b|"
        r"\b(?:learn|hear|say|talk|see) more (?:about|on) (?:\w+ ){1,4}later\b|"
        r"\b(?:blog post|guide|documentation|article|tutorial)s? .{0,60}\bprovides? (?:more|further|additional)\b|"
        r"\b(?:find|read) the (?:full |complete )?documentation\b|"
        r"\b(?:shown|pictured|drawn|depicted) (?:on the (?:left|right)|in the (?:figure|diagram|image|picture))\b|"
        r"\bon the (?:left|right) is\b|\bgood starting point\b|\byou can read (?:more|everything|all)\b|\bas mentioned in\b|"
        r"\b(?:the|this|these) (?:figure|diagram|picture|photo|photograph|image|screenshot|video|illustration)s?\b|"
        r"\b(?:in|see) the (?-i:[A-Z])[\w -]{1,40} (?:section|chapter|page)\b|"
        r"\b(?:later|earlier) in this (?:chapter|book|section|guide|manual|document)\b"
    ),
    labels=r"(?:try it (?:online|in the playground|yourself)|examples?|notes?|listing|file ?name|source|credit|photo|image|history|syntax|usage|see also|added in.*|summary)\b.{0,40}$",
    units=(
        r"%|percent|°[CF]|degrees?|mm|cm|km/h|km|kg|mg|ml|kW|kHz|MHz|GHz|Hz|bar|volts?|amps?|watts?|"
        r"(?:kilo|milli|centi)?met(?:re|er)s?|litres?|liters?|grams?|kilograms?|seconds?|minutes?|hours?|days?|weeks?|"
        r"months?|years?|bits?|bytes?|[KMG]i?B|milliseconds?|ms|hectopascals|knots|feet|inches|miles"
    ),
    limits=r"\b(?:must|should|shall|never|at least|at most|no more|not more|more than|less than|fewer than|up to|maximum|minimum|by default|exceeds?|higher|lower|within|limit(?:ed)?|deeper|faster|steeper|or more|or less)\b(?!-)",
    task_words=words(
        "apart together tell told correctly properly given suitable appropriate difference differences term terms role meaning purpose use example examples own way ways task tasks case cases "
        "basic main important common different several various between word concept concepts idea deal "
        "cause causes consequence consequences reason reasons rule rules help "
        "safe safely minimal explicit real new small large full whole clear clearly simple good well right place"
    ),
    ahead=r"\b(?:the following|as follows|follows?:|below|here (?:is|are)|next example)\b",
    example_title=r"(?:worked |extended |simple |complete |basic )?examples?\b",
    phrases={
        "and": "and",
        "beginner_topic": "Summarize the main points of “{title}”",
        "intermediate_topic": "Explain the main points of “{title}”",
        "advanced_topic": "Assess the main points of “{title}”",
        "criterion_checks": "Answers at least 80 % of the knowledge checks on “{title}” correctly.",
        "criterion_objective": "Meets the objective “{objective}” without looking at the source.",
        "criterion_exercise": "Solves the exercise and compares the result with the solution.",
        "quoted": "“{text}”",
        "course_summary": "This course covers {titles}.",
        "lesson_summary": "This lesson covers {titles}.",
        "feedback": "The source says: “{sentence}” Read it again: {place}.",
        "place_page": "“{heading}” in {file}, page {page}",
        "place": "“{heading}” in {file}",
        "example": "Example: {term}",
        "output_prompt": "Before you run it, write down what this prints. Then compare.",
        "command_prompt": "Say what you expect to see when you run this, and why. Then compare with the output that the source shows.",
        "code_prompt": "Read this code and explain, line by line, what it does. Then compare with the source.",
        "fault_prompt": "This code does not do what it should. Find out why, and put it right.",
        "write_prompt": "Write the code to {aim}. Then compare it with the source’s.",
        "gaps_prompt": "Fill in what is missing, and say what each of these words does.",
        "list_prompt": "Without looking back, write down the {count} points that the source lists here: {lead}",
        "hint_place": "Read {place} again.",
        "solution_says": "The source says: {text}",
        "application": "{text} Describe a situation of your own where this applies.",
        "resource": "{heading}",
        "pages": "p. {page}",
        "page_range": "pp. {first}–{last}",
        "caption": "How it hangs together",
        "ask_abbreviation": "“{short}” stands for {gap}.",
        "ask_command": "The name of the command `{short}` is short for {gap}.",
        "ask_term": "Which term fits this description: “{meaning}”?",
        "ask_code": "What fits the description “{meaning}”?",
        "ask_kind": "Which {kind} {said}?",
        "ask_meaning": "Which description fits {term}?",
        "ask_doing": "What does {term} do?",
        "ask_purpose": "What is used to {meaning}?",
        "ask_aim": "“{claim}.” What purpose or result of this does the source name?",
        "ask_reason": "“{claim}.” What reason does the source give for this?",
        "ask_true": "Which statement about {terms} is true?",
        "ask_next": "{title}: which step comes directly after “{step}”?",
        "ask_first": "{title}: which step comes first?",
        "ask_forbidden": "{topic}: which of these must you NOT do?",
        "ask_told": "{topic}: which of these does the source tell you to do?",
        "ask_amount": "What value does the source give for “{label}”?",
        "ask_member": "Which of these belongs to “{lead}”?",
        "ask_not_member": "Which of these does NOT belong to “{lead}”?",
        "ask_completed": "Which of these completes the sentence “{lead} …”?",
        "ask_not_completed": "Which of these does NOT complete the sentence “{lead} …”?",
        "judge": "The description “{meaning}” fits {term}.",
        "about": "{topic}: {question}",
        "ask_of": "Which of these is true of {term}?",
        "ask_printed": "What does this code print?\n\n{code}",
        "ask_missing_line": "Which line belongs in place of `____`, so that the code gives this output?\n\n{code}\n\n{output}",
        "ask_query": "Which query gives this result?\n\n{output}",
        "ask_value": "What is the value of this expression?\n\n{code}",
        "ask_last_value": "What is the value of the last expression?\n\n{code}",
        "ask_error": "Which error does this code end in?\n\n{code}",
        "ask_command_for": "Which command do you use to {aim}?",
        "ask_code_for": "Which code do you use to {aim}?",
        "ask_code_that": "Which of these {aim}?",
        "ask_cell": "What is given under “{head}” for {row}?",
        "ask_cell_of": "What is the {head} of {row}?",
        "ask_row_with": "Which {first} has “{cell}” as its {head}?",
        "ask_row": "Which entry under “{first}” goes with “{cell}” under “{head}”?",
        "order_prompt": "Put these steps in order. {title}:",
        "compare_prompt": "Compare {a} with {b}: say what each of them is and in what they differ.",
        "fill_prompt": "Fill in the empty cells of this table without looking back.",
        "mistake_prompt": "One of these statements says something wrong. Find it and put it right.",
    },
)
