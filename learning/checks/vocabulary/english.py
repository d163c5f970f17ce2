"""English."""

from __future__ import annotations

import re

from learning.checks.languages.language import pairs, patterns, words
from learning.checks.vocabulary.vocabulary import Vocabulary, ordered

ENGLISH = Vocabulary(
    code="en",
    small=words(
        "a about after all also an and any are as at be because been before being between both but by called can "
        "could did do does doing done each either else every following for from had has have having he her his "
        "how i if in into is it its itself just known may means mean meant might more most much must named "
        "neither no nor not of on one only or other our out over own per same shall she should so some statement "
        "statements such term than that the their them then there these they this those through thus to too under "
        "until up upon us very was we were what when where whether which while who whom whose why will with "
        "within without would you your describes describe described best correct true example examples word name "
        "refers happens usually often always never make makes made kind kinds type types sort get gets whereas"
    ),
    numbers=ordered(
        "two three four five six seven eight nine ten "
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    ),
    denying=words(
        "not no never none neither nor nobody nothing cannot without isn't doesn't don't can't won't aren't "
        "wasn't weren't didn't except unlike instead"
    ),
    light=words(
        "a an the is are was were be been being that which who this these it they its their there with by of in "
        "at for so then also very just each every has have does do done will would can"
    ),
    everyday={
        "kin": words(
            "grandmother grandma grandpa grandfather uncle aunt neighbour neighbor mickey batman superman santa barbie"
        ),
        "people": words(
            "butler gardener farmer fisherman plumber policeman firefighter pirate clown cowboy ninja toddler "
            "grandparents babysitter"
        ),
        "greetings": words("hello hi goodbye please thanks sorry hooray"),
        "taste": words("delicious tasty yummy sour salty spicy juicy"),
        "looks": words("blue pink purple yellow orange ugly cute"),
        "transport": words("car cars bicycle bike tram spaceship helicopter skateboard scooter taxi"),
        "places": words("resort hotel restaurant beach bakery hairdresser circus zoo"),
        "food": words(
            "apple apples cheese pasta sandwich sandwiches pizza burger hamburger cheeseburger cake cakes cookie "
            "cookies banana "
            "chocolate candy coffee beer spaghetti breakfast lunch dinner supper snack lemonade popcorn donut "
            "doughnut pancake pancakes ketchup pepperoni noodles waffle muffin sausage soup cream"
        ),
        "pets": words("dog dogs cat cats puppy kitten elephant penguin monkey hamster goldfish giraffe kangaroo"),
        "fun": words(
            "piano poem poems movie movies cinema song songs joke jokes football soccer basketball party birthday "
            "television tv "
            "concert guitar toy toys cartoon superhero holiday holidays vacation selfie dance dances dancing"
        ),
        "house": words(
            "pencil eraser garden kitchen bedroom playground sofa fridge refrigerator toaster sock socks shoe shoes "
            "hat umbrella "
            "pillow curtain bathroom laundry "
            "dishwasher couch lamp spoon homework"
        ),
        "days": words(
            "january february march april june july august september october november december monday "
            "tuesday wednesday thursday friday saturday sunday weekend"
        ),
        "motives": words("fun pretty annoy annoying impress boredom luck lucky laziness joke"),
        "mood": words("weather colour color favourite favorite happy funny beautiful nice lazy hungry bored"),
        "magic": words(
            "unicorn unicorns magic magical wizard fairy fairies ghost ghosts alien aliens dragon horoscope"
        ),
        "brands": words("disneyland facebook instagram tiktok mcdonald's netflix lottery supermarket"),
    },
    common=words(
        "move moves moved moving help helps helped helping give gives gave given take takes took taken use uses "
        "used using show shows showed shown find finds found keep keeps kept let lets put puts set sets see sees "
        "saw seen go goes went gone come comes came run runs ran work works worked become becomes became begin "
        "begins began start starts started stop stops stopped change changes changed turn turns turned bring "
        "brings brought hold holds held look looks looked need needs needed want wants wanted allow allows "
        "allowed cause causes caused provide provides provided include includes included contain contains "
        "contained consist receive receives received send sends sent follow follows followed happen happens "
        "happened increase increases increased decrease decreases decreased rise rises rose fall falls fell cross "
        "crosses crossed enter enters entered leave leaves left meet meets met try tries tried call calls live "
        "lives lived build builds built create creates created carry carries carried write writes wrote written "
        "read reads know knows knew think thinks thought say says said tell tells told ask asks asked long short "
        "large small big little high low good bad great new old young important different similar same early late "
        "fast slow strong weak hard easy simple certain possible necessary special various several many few much "
        "more less better worse best worst whole full empty open closed free true false real general main quickly "
        "slowly easily carefully directly together apart well badly usually often always never only even city "
        "town country house home water money morning evening night hour hours minute week month temperature "
        "weather base basis middle beginning top bottom right front back window door hand hands head heart eye "
        "eyes family friend friends child children government history story book letter letters road room place "
        "corresponding specific particular appropriate available relevant significant typical usual distinct "
        "additional entire previous subsequent actual essential useful helpful convenient inconvenient efficient "
        "effective complex complicated critical crucial major minor useless powerful careful popular familiar "
        "interesting useful obvious clear unclear clean messy nice sure able likely unlikely "
        "situation moment period century lot bit rest series amount center centre"
    ),
    idioms=words(
        "unit case cases basis base spite terms favour favor addition place front means way ways part parts result "
        "form forms process course presence absence event name number role spirit sake light view line"
    ),
    opinion=patterns(
        r"^(?:the )?[\w-]+ (?:is|are) (?:an? )?(?:interesting|important|useful|beautiful|nice|good|great|popular|"
        r"fascinating) "
        r"[\w-]+\s?[.!]?$",
        r"\b(?:is|are) the (?:most (?:interesting|important|useful|beautiful|exciting|fascinating|fun|popular)|"
        r"best|nicest|"
        r"greatest|worst) \w+\s?[.!]?$",
        r"\b(?:many|some|most) people (?:think|believe|say|feel|like|love|enjoy)\b",
        r"\b(?:is|are) (?:an? )?(?:very|really|quite|extremely) (?:interesting|important|useful|beautiful|"
        r"exciting|great|"
        r"nice|good|fascinating|helpful|popular) \w+\s?[.!]?$",
        r"\b(?:is|are) (?:(?:very|really|quite|so|extremely) )?(?:interesting|important|useful|fun|beautiful|"
        r"exciting|great|"
        r"nice|necessary|fascinating|helpful|popular|difficult|easy)\s?[.!]?$",
    ),
    hedged=patterns(
        r"\b(?:sometimes|perhaps|possibly|maybe|occasionally|in some cases|can be (?:quite |"
        r"very )?(?:\w+ )?important|"
        r"(?:may|can|could) (?:be|have) (?:an? )?(?:useful|helpful|dangerous|different|difficult|interesting|"
        r"necessary|effects?)|"
        r"might|tend to|quite important|very important|many things|in many ways)\b"
    ),
    clause=re.compile(r"[,;:()]|\s[–—-]\s|\b(?:whereas|while|but|although|unlike|instead)\b", re.IGNORECASE),
    joint=re.compile(r"\b(?:and|or)\b", re.IGNORECASE),
    relative=words("that which who it they he she we you to will would can could may might must should"),
    joining=words(
        "a an the of in on at by for from with without to into onto and or but nor as than like per its their his "
        "her our your this that these those each every any some no not is are was were be been being very more "
        "most less least firm both either neither between under over after before during through against about "
        "called named"
    ),
    verbal=words("can could may might must should will would cannot don't doesn't didn't"),
    adverbial=words("itself themselves"),
    articles=words(
        "something anything everything someone people a an the its their his her this that these those each every"
    ),
    absent=patterns(
        r"\b(?:do|does|did) (?:the|this|that|these) (?:figure|picture|photo|image|map|graph|curve|diagram|chart|"
        r"table|drawing|"
        r"sketch|illustration|screenshot)s? (?:\w+ )?(?:show|represent|depict|illustrate|indicate|suggest|display|"
        r"tell)\b",
        r"\b(?:shown|depicted|illustrated|drawn|seen|marked|labelled) (?:in|on) the (?:\w+ )?(?:figure|picture|"
        r"photo|image|"
        r"map|graph|diagram|chart|table|drawing|illustration)\b",
        r"\b(?:picture|figure|diagram|graph|map|table|image|chart|photo) on the (?:left|right|next page|board|"
        r"slide)\b",
        r"^(?:why|how(?: \w+)?|when|where|what|which \w+) (?:did|does|do|was|were|is|are|has|have|had|can|could|"
        r"would|will|"
        r"should) (?:he|she|they)"
        r"\b(?! (?:call|say)\b)",
    ),
    pointing=words("this these that those"),
    asking=patterns(
        r"^(?:\w+ ){0,3}(?:what|which|who|whom|whose|when|where|why|how)\b",
        r"^(?:choose|select|pick|name|identify|find|mark|tick|match|complete|decide|indicate|state|give|put|order|"
        r"arrange|calculate|determine|fill|consider|look|read|suppose|assume|imagine|tell|say|list|compute|"
        r"evaluate|define|guess|solve|simplify|convert|translate|rank|write|explain|describe|predict|estimate|sort)\b",
    ),
    empty=words(
        "next first then now last later afterwards step steps thing done happened happen come comes answer answers "
        "result results reason reasons idea purpose difference differences outcome best right wrong conclusion problem "
        "solution important necessary needed need used think know say see take good better action people person "
        "following question point topic main common effect cause"
    ),
    degrees=words("most very more less so too highly quite rather extremely least"),
    unspecific=patterns(
        r"^____ (?:is|are|was|were) (?:an? |the |one of the )?(?:very |really |most |also )?(?:important|essential|"
        r"necessary|useful|common|vital|crucial|needed|helpful|popular|interesting|good|bad|dangerous|famous|"
        r"significant|key|major|main)\b",
        r"^____ (?:plays?|has|have|can have|can play) an? (?:\w+ )?(?:role|effect|impact|influence|part)\b",
        r"^____ (?:helps?|can help|may help|affects?|can affect|influences?|matters?|can be)\b",
        r"\b(?:can|may|could|might) (?:also )?(?:lead to|cause|result in|include|help|improve|affect|produce|have|"
        r"be) ____\s?\.?$",
        r"\b(?:is|are) (?:very |also )?(?:important|necessary|useful|essential|good|bad|helpful|needed|"
        r"dangerous) (?:for|to|in) ____\s?\.?$",
        r"\b(?:such as|for example|for instance|like|including) ____\s?\.?$",
        r"\b(?:should|must|has to|have to) have ____\s?\.?$",
        r"\b(?:more|much|enough|lots of|a lot of) ____\s?\.?$",
    ),
    this=patterns(
        r"\b(?:this|(?<!\bof )(?<!\bamong )these) (?!is\b|are\b|was\b|were\b|kind|type|sort|way\b|time\b|day|year|"
        r"century|week|month|world\b|country\b|point\b|means\b|would\b|will\b|can\b|has\b|have\b|do\b|does\b)"
        r"([a-z]{3,})\b(?! (?:of|who|that|which|is:|are:))",
    ),
    persons=patterns(r"^who\b(?! (?:should|must|may|can) )|^which (?:\w+ )?(?:person|man|woman)\b"),
    amounts=patterns(
        r"^how (?:many|much)\b|^(?:in|from|since) (?:which|what) (?:year|century|decade)\b|^what year\b|"
        r"^when (?:was|were|did)\b"
    ),
    predicates=words("is are was were has have had can cannot does do did must will may"),
    undeniable=patterns(
        r"^there (?:is|are|were|was|exist) (?:\w+ )?(?:different|many|various|several|numerous|lots of|a variety of|"
        r"a lot of|a number of) (?:\w+ )?(?:types?|kinds?|ways?|forms?|sorts?|methods?|examples?|reasons?|things?|"
        r"factors?)\b",
    ),
    opposites=pairs(
        "increase/decrease increases/decreases increased/decreased rise/fall rises/falls raises/lowers "
        "raise/lower higher/lower more/less more/fewer before/after largest/smallest larger/smaller "
        "longest/shortest longer/shorter highest/lowest first/last hot/cold hotter/colder warm/cold fast/slow "
        "faster/slower strong/weak stronger/weaker positive/negative maximum/minimum early/late earlier/later "
        "inside/outside above/below internal/external gain/lose gains/loses absorbs/releases absorb/release "
        "adds/removes with/without left/right expands/contracts attract/repel attracts/repels always/never "
        "easier/harder heavier/lighter thick/thin wide/narrow"
    ),
    membership=patterns(
        r"^(?:which|what) (?:one )?of (?:the following|these|those)\b",
        r"\b(?:is|are|was|were) (?:an? example|examples|one|a part|part|some) of\b|\bbelongs? to\b",
    ),
    unsettling=words("any different another certain various similar particular many several numerous"),
    outcomes=words("an a the error exception nothing no output syntax runtime compile time compiler undefined value"),
    where=words("in into near across throughout inside"),
    document=words(
        "chapter chapters summary introduction lecture lectures tutorial tutorials listing listings appendix "
        "paragraph paragraphs headline reader readers author authors exercise exercises figure figures footnote "
        "textbook glossary overview recap"
    ),
    termed=patterns(
        r"\b(?:called|named|known as|termed|referred to as)\b|\bwhat is the (?:name|term|word) (?:of|for)\b|"
        r"\b(?:which|what) (?:term|word|name)\b"
    ),
    referring=words(
        "the this that these those he she it they his her its their him them would should such here there you your"
    ),
    idle=patterns(
        r"^(?:to )?(?:simply |just )?(?:do(?:ing)? nothing|nothing at all|ignor(?:e|ing) (?:it|them|this|the problem|"
        r"everything)|guess(?:ing)?|giv(?:e|ing) up|go(?:ing)? home|go(?:ing)? to sleep|panic(?:king)?|cry(?:ing)?|"
        r"run(?:ning)? away|hop(?:e|ing) for the best|by (?:magic|luck|guessing)|(?:call|ask)(?:ing)? a friend)\s?\.?$"
    ),
)
