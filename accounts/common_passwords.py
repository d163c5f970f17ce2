"""Passwords that everybody tries first: those of eight characters and more on the lists of leaked ones."""

COMMON = frozenset(
    """
    0123456789 00000000 01234567 0987654321 10101010 102030405060 1029384756 11111111 1111111111 111222333
    11112222 11223344 1122334455 112233445566 12121212 12131415 123123123 12312312 123321123 12341234
    123412345 12344321 12345678 123456789 1234567890 12345678910 123456789a 123456789q 12345678a 12345679
    123454321 1234554321 123456123 1234567a 1234567q 1234567891 123456abc 123456qwe 1234abcd 1234qwer
    123abc123 123qwe123 123qweasd 123qweasdzxc 12qwaszx 13131313 13243546 135792468 13579246 14141414
    147258369 1472583690 14789632 147896325 159357159 159753456 159753258 1a2b3c4d 1q2w3e4r 1q2w3e4r5t
    1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qazxsw23edc 20202020 21212121 22222222 23232323 24681012
    252525252 33333333 36925814 369258147 44444444 45645645 456456456 456789123 55555555 55667788 66666666
    69696969 741852963 75395145 753951456 77777777 7777777777 789456123 7894561230 78945612 87654321 88888888
    963852741 98765432 987654321 9876543210 99999999 999999999 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5
    aa123456 aa12345678 aaaaaaaa abc12345 abc123456 abcd1234 abcd12345 abcde123 abcdef12 abcdefgh abcdefghi
    abcdefg1 abracadabra access14 access123 adgjmptw admin123 admin1234 admin12345 admin123456 adminadmin
    administrator alexande alexander alejandro alexandra alexandria amsterdam anderson angelica anthony1
    apple123 arsenal1 asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl asdfghjkl1 asdfjkl; asdfqwer asdqwe123
    asd123456 ashley123 assassin australia azertyuiop babygirl babygirl1 baseball baseball1 basketball
    batman123 beautiful beauty123 benjamin bigdaddy blahblah blink182 bluebird bonjour1 boomboom brittany
    broncos1 bullshit butterfly butterfly1 caroline carolina catherine champion changeme changeme1 changeme123
    changeit charlie1 charlotte cheerleader chelsea1 chester1 chicken1 chocolate chocolate1 christian
    christin christina christine christmas christopher cleopatra cocacola colorado computer computer1
    consumer coolness corvette courtney cowboys1 cristina crystal1 danielle darkness december default1
    defaultpassword diamond1 dickhead director dolphin1 dolphins dragon12 dragon123 dragonball einstein
    elephant elizabeth eminem123 everything external february fernando firebird florence football football1
    football123 forever1 fortnite france98 freedom1 friends1 friendship fuckyou1 fuckyou123 fuckyou2 gandalf1
    ganesha1 garfield gateway1 genesis1 gfhjkmgfhjkm ginger12 godzilla goldfish goodluck goodnight google123
    graham12 greenday guest123 guitar12 hallo123 hallohallo hardcore harrypotter heather1 hello123 hello1234
    hello12345 hellohello hellokitty highland holiday1 homepage hotmail1 hunter12 iceman12 idontknow
    ihateyou iloveu12 iloveyou iloveyou1 iloveyou123 iloveyou2 iloveyou! iloveyou12 informatique inferno1
    instagram internet internet1 ironman1 isabella jackson1 jasmine1 jennifer jennifer1 jessica1 jonathan
    jordan23 jordan123 justin12 justinbieber katherine killer12 killer123 killerkiller kimberly kingkong
    knight12 kristina lasvegas lastfort laura123 leonardo letmein1 letmein12 letmein123 liberty1 lifehack
    linkedin linkinpark liverpool liverpool1 lollipop lol123456 london12 lovelove lovely12 loveyou1 loveyou2
    macintosh madison1 manchester manunited marathon margaret marlboro martin12 master12 master123 matthew1
    maverick melissa1 mercedes michael1 michelle michelle1 midnight million2 minecraft mistress mnbvcxz1
    mohammed monkey12 monkey123 monster1 mountain motorola mustang1 myspace1 natasha1 nathalie neverland
    newpassword nicholas nicole12 nintendo nirvana1 november nothing1 october1 omgpop12 oliver12 pa$$w0rd
    p@$$w0rd p@ssw0rd p@ssw0rd1 p@ssword p@ssword1 panasonic paradise pass1234 pass12345 pass@123 passpass
    passport passw0rd passw0rd1 password password! password. password0 password00 password01 password1
    password1! password10 password11 password12 password123 password123! password1234 password12345
    password2 password3 password7 password9 password99 passwords passwort passwort1 patricia peaches1
    pepper12 pineapple playboy1 pokemon1 pokemon123 porsche1 portugal postgres postgres1 precious
    preston1 princess princess1 princess12 princess123 printer1 professor q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
    qazqazqaz qazwsx12 qazwsx123 qazwsxedc qazwsxedcrfv qazxsw21 qqqqqqqq qwaszx12 qwe123456 qwe123qwe
    qweasd123 qweasdzxc qweqweqwe qwer1234 qwer12345 qwerasdf qwerqwer qwerty00 qwerty01 qwerty10 qwerty11
    qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuio qwertyuiop qwertyuiop1
    qwertyqwerty qwertz123 qwertzuiop rainbow1 ranger12 realmadrid rebecca1 redskins regional richard1
    robert12 rockstar rockyou1 rush2112 samantha samantha1 samsung1 samuel12 saturday schalke04 sebastian
    secret12 secret123 secretsecret september serenity shadow12 shadow123 shopping simpsons skateboard
    skywalker slipknot snickers snowball soccer12 softball sometimes spiderman spiderman1 spitfire stanford
    startrek starwars starwars1 steelers steelers1 stephanie stephani student1 student123 sunflower
    sunshine sunshine1 sunshine123 superman superman1 superman123 superstar sweetheart sweetpea swordfish
    sysadmin tarheels teacher1 teddybear temp1234 temppass tequiero test1234 test12345 test123456 testing1
    testing123 testtest thailand theking1 thomas12 thunder1 tigger12 tinkerbell tottenham toyota12 trinity1
    trustno1 trustno1! twilight undertaker unknown1 user1234 valentina valentine vanessa1 vfhbyf123 victoria
    victory1 virginia volleyball wachtwoord walmart1 warcraft warrior1 welcome1 welcome12 welcome123
    welcome2 welcome! welkom01 westside whatever whatever1 wildcats william1 windows1 winston1 winter12
    wolfpack yankees1 yugioh12 yourpassword zaq12wsx zaq1xsw2 zaq1zaq1 zaqwsxcde zinch123 zxc123456 zxcasdqwe
    zxcvbnm1 zxcvbnm12 zxcvbnm123 zxcvbnm, zxcvzxcv zzzzzzzz
    """.split()
)
