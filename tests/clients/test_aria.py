"""What a screen reader is told of the pages, in its order: landmarks, headings, names, where it listens for news."""

from uuid import UUID

from playwright.async_api import expect

from tests.api.people import PASSWORD, Town
from tests.api.studying import COURSE
from tests.api.test_stored_text import generated
from tests.clients.tabs import Tab, Window

FRAME = """
- link "Skip to the content"
- banner:
  - link "Coursewright"
  - navigation "Main navigation"
  - combobox "Language of these pages"
{main}
- contentinfo:
  - link "API reference"
- status
- alert
"""
"""Of every page: what its main part is told between."""
SIGN_IN = """
- main:
  - heading "Sign in" [level=1]
  - textbox "E-mail address"
  - textbox "Password"
  - button "Sign in"
  - paragraph:
    - link "Forgot the password?"
  - paragraph:
    - link "Make an account"
"""
STUDIO = """
- main:
  - heading "My courses" [level=1]
  - link "New course"
  - region "Being made":
    - heading "Being made" [level=2]
    - list:
      - listitem:
        - heading "Bread" [level=3]
        - progressbar "Done so far"
  - region "Courses":
    - heading "Courses" [level=2]
    - list:
      - listitem:
        - heading "Bread" [level=3]
    - region "Bring a course"
"""
NEW_COURSE = """
- main:
  - heading "New course" [level=1]
  - group "What it is about":
    - textbox "Title"
    - textbox "Description"
    - textbox "Objectives"
  - group "Documents":
    - button "Drop files here, or choose them"
  - group "Shape and manner":
    - spinbutton "Lessons"
    - spinbutton "Sections per lesson"
    - combobox "Difficulty"
    - combobox "Depth"
    - combobox "Style"
    - combobox "Language of the course"
    - checkbox "Show me the outline before the sections are written" [checked]
    - textbox "Budget in US dollars"
  - complementary "Price":
    - heading "Price" [level=2]
    - button "Make the course"
"""
TREE = """
- main:
  - heading "Bread" [level=1]
  - navigation "Pages of this course":
    - list:
      - listitem:
        - link "Edit"
  - navigation "Parts of the course":
    - link "The course as a whole"
    - list:
      - listitem:
        - list:
          - listitem:
            - link "1.1 Flour"
          - listitem:
            - link "1.2 Yeast"
    - button "Add a lesson"
"""
COURSE_FORM = f"""{TREE}
  - heading "The course as a whole" [level=2]
  - status: Saved
  - textbox "Title": Bread
  - group "How learners are led":
    - checkbox "Required sections are taken in order" [checked]
    - combobox "Mastery"
  - region "The picture of the course"
  - heading "Lessons" [level=2]
"""
SECTION_FORM = f"""{TREE}
  - heading "1.1 Flour" [level=2]
  - status: Saved
  - 'button "Move up: Flour" [disabled]'
  - 'button "Move down: Flour"'
  - textbox "Title of the section": Flour
  - textbox "Summary"
  - group "Explanation":
    - button "Write" [pressed]
    - button "Preview"
  - textbox "Explanation"
  - group "Checks (1)":
    - button "Add Checks"
  - group "Rules":
    - checkbox "Required" [checked]
    - spinbutton "Minutes"
    - 'combobox "Gate: opens after"'
  - complementary "Beside the text":
    - region "Review":
      - heading "Review" [level=3]
      - list:
        - listitem: Warning Check k1 offers only two distinct options, so that half of all guesses are right.
    - region "Citations (0)"
"""
PUBLISH = """
- main:
  - heading "Bread" [level=1]
  - navigation "Pages of this course"
  - region "What publishing means for learners":
    - heading "What publishing means for learners" [level=2]
    - term: Learners
    - definition: "1"
  - region "What changes":
    - heading "What changes" [level=2]
    - group "What changes":
      - table:
        - rowgroup:
          - row:
            - columnheader "Part"
  - button "Publish"
"""
LEARNERS = """
- main:
  - navigation "Pages of this course"
  - region "Learners":
    - heading "Learners" [level=2]
    - checkbox "Only those who are stuck"
    - group "Learners":
      - table:
        - rowgroup:
          - row:
            - columnheader "Name"
            - columnheader "Progress"
        - rowgroup:
          - row:
            - cell "Student":
              - link "Student"
            - cell "0%"
  - heading "Invite" [level=2]
  - textbox "E-mail addresses"
  - region "Links"
"""
ANALYTICS = """
- main:
  - navigation "Pages of this course"
  - region "Overview"
  - region "Completion over time":
    - group "Completion over time":
      - table:
        - rowgroup:
          - row:
            - columnheader "Week from"
  - region "Where learners stop":
    - group "Where learners stop":
      - table:
        - rowgroup:
          - row:
            - columnheader "Sections"
"""
DASHBOARD = """
- main:
  - heading "Your learning, Student" [level=1]
  - region "Go on where you were":
    - heading "Go on where you were" [level=2]
    - heading "Bread" [level=3]
    - progressbar "Progress"
    - paragraph:
      - link "Begin Bread"
  - region "Reviews":
    - heading "Reviews" [level=2]
  - term: Courses in progress
  - definition: "1"
  - region "Achievements":
    - heading "Achievements" [level=2]
    - list:
      - listitem:
        - heading "First course" [level=3]
"""
DESK = """
- main:
  - heading "Generations" [level=1]
  - navigation "Desk":
    - list:
      - listitem:
        - link "Generations"
  - combobox "Status"
  - searchbox "Instructor"
  - region "Generations":
    - table:
      - rowgroup:
        - row:
          - columnheader "Course"
          - columnheader "What waits, and why"
      - rowgroup:
        - row:
          - cell "Bread":
            - link "Bread"
          - cell "Writing"
          - cell:
            - button "Pause Bread"
            - button "Cancel Bread"
"""
USERS = """
- main:
  - heading "Users" [level=1]
  - navigation "Desk"
  - searchbox "Name or address"
  - combobox "Role"
  - status: 3 accounts
  - region "Users":
    - table:
      - rowgroup:
        - row:
          - columnheader "Name"
      - rowgroup:
        - row:
          - cell "Admin"
          - cell:
            - combobox "Role of Admin" [disabled]
"""
AUDIT = """
- main:
  - heading "Audit log" [level=1]
  - navigation "Desk"
  - region "Audit log":
    - table:
      - rowgroup:
        - row:
          - columnheader "When"
          - columnheader "Who"
"""


async def told(tab: Tab, path: str, main: str) -> None:
    await tab.open(path)
    await heard(tab, main)


async def heard(tab: Tab, main: str) -> None:
    await expect(tab.page.locator("#app")).to_match_aria_snapshot(FRAME.format(main=main.strip()))


async def test_what_a_screen_reader_is_told(visitor: Window, town: Town) -> None:
    owner, learner, admin = [await town.person(role) for role in ("instructor", "student", "admin")]
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    path = f"/api/courses/{course['id']}"
    assert (await owner.api.post(f"{path}/publish")).status_code == 200
    assert (await learner.api.post(f"{path}/enroll")).status_code == 201
    await generated(town, owner, UUID(course["id"]))
    at, flour = f"/studio/courses/{course['id']}", course["lessons"][0]["sections"][0]["id"]
    pages = [
        (
            owner,
            {
                "/studio": STUDIO,
                "/studio/new": NEW_COURSE,
                at: COURSE_FORM,
                f"{at}/sections/{flour}": SECTION_FORM,
                f"{at}/publish": PUBLISH,
                f"{at}/learners": LEARNERS,
                f"{at}/analytics": ANALYTICS,
            },
        ),
        (learner, {"/learn": DASHBOARD}),
        (admin, {"/desk": DESK, "/desk/users": USERS, "/desk/audit": AUDIT}),
    ]
    for person, wanted in pages:
        tab = await visitor.tab()
        await told(tab, next(iter(wanted)), SIGN_IN)
        await tab.sign_in(person.email, PASSWORD)
        for address, main in wanted.items():
            await told(tab, address, main)
