"""What letters say, a language at a time. {title}, {course} and {percent} stand for what a letter is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """A subject, paragraphs, and what the link below them is called."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str


@dataclass(frozen=True)
class Language:
    """`greeting` has a {name}; `anonymous` is the greeting of somebody who gave none."""

    greeting: str
    anonymous: str
    footer: str
    letters: dict[str, Wording]


ENGLISH = Language(
    greeting="Hello {name},",
    anonymous="Hello,",
    footer="Coursewright writes to you about your own courses. You can turn these letters off in your preferences.",
    letters={
        "course_ready": Wording(
            subject="Your course “{title}” is ready",
            paragraphs=(
                "Your course “{title}” is complete.",
                "Have a look at it, change what you want to change, and publish it when you are satisfied.",
            ),
            link="See the course",
        ),
        "course_needs_attention": Wording(
            subject="Your course “{title}” needs your attention",
            paragraphs=(
                "Your course “{title}” waits for you: something in it could not be made without your decision.",
                "All that is finished is kept. The course goes on as soon as you have decided.",
            ),
            link="See what is needed",
        ),
        "outline_ready": Wording(
            subject="The outline of “{title}” waits for your review",
            paragraphs=(
                "The outline of your course “{title}” is written.",
                "Approve it or say what should be different; the lessons are written after that.",
            ),
            link="Review the outline",
        ),
        "reviews_due": Wording(
            subject="Reviews are due in “{title}”",
            paragraphs=(
                "It is time to review what you learned in “{title}” ({sections} sections).",
                "A few minutes now keep it in mind for weeks.",
            ),
            link="Review",
        ),
        "nudge": Wording(
            subject="“{title}” waits for you",
            paragraphs=(
                "You have not been in the course “{title}” for a while.",
                "Your progress is kept; go on where you stopped.",
            ),
            link="Go on learning",
        ),
        "milestone_reached": Wording(
            subject="You have reached {percent} % of “{course}”",
            paragraphs=(
                "You have completed {percent} % of the course “{course}”. Well done!",
                "Go on whenever you like; your progress is kept.",
            ),
            link="Go on learning",
        ),
    },
)

GERMAN = Language(
    greeting="Guten Tag {name},",
    anonymous="Guten Tag,",
    footer="Coursewright schreibt Ihnen zu Ihren eigenen Kursen. "
    "In Ihren Einstellungen können Sie diese Nachrichten abschalten.",
    letters={
        "course_ready": Wording(
            subject="Ihr Kurs „{title}“ ist fertig",
            paragraphs=(
                "Ihr Kurs „{title}“ ist vollständig.",
                "Sehen Sie ihn an, ändern Sie, was Sie ändern möchten, "
                "und veröffentlichen Sie ihn, sobald Sie zufrieden sind.",
            ),
            link="Zum Kurs",
        ),
        "course_needs_attention": Wording(
            subject="Ihr Kurs „{title}“ braucht Ihre Entscheidung",
            paragraphs=(
                "Ihr Kurs „{title}“ wartet auf Sie: Ein Teil davon konnte nicht ohne Ihre Entscheidung entstehen.",
                "Alles, was fertig ist, bleibt erhalten. Sobald Sie entschieden haben, geht es weiter.",
            ),
            link="Ansehen, was zu tun ist",
        ),
        "outline_ready": Wording(
            subject="Die Gliederung von „{title}“ wartet auf Ihre Durchsicht",
            paragraphs=(
                "Die Gliederung Ihres Kurses „{title}“ ist geschrieben.",
                "Geben Sie sie frei oder sagen Sie, was anders werden soll; danach werden die Lektionen geschrieben.",
            ),
            link="Gliederung durchsehen",
        ),
        "reviews_due": Wording(
            subject="In „{title}“ stehen Wiederholungen an",
            paragraphs=(
                "Es ist Zeit, in „{title}“ Gelerntes zu wiederholen (Abschnitte: {sections}).",
                "Ein paar Minuten jetzt halten es für Wochen im Gedächtnis.",
            ),
            link="Wiederholen",
        ),
        "nudge": Wording(
            subject="„{title}“ wartet auf Sie",
            paragraphs=(
                "Sie waren seit einer Weile nicht im Kurs „{title}“.",
                "Ihr Fortschritt bleibt erhalten; machen Sie weiter, wo Sie aufgehört haben.",
            ),
            link="Weiterlernen",
        ),
        "milestone_reached": Wording(
            subject="Sie haben {percent} % von „{course}“ erreicht",
            paragraphs=(
                "Sie haben {percent} % des Kurses „{course}“ abgeschlossen. Gut gemacht!",
                "Machen Sie weiter, wann immer Sie möchten; Ihr Fortschritt bleibt erhalten.",
            ),
            link="Weiterlernen",
        ),
    },
)

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
