"""the criteria of achievements that the rules know, taken from them"""

from models.achievements import add_achievements

revision: str = "0030"
down_revision: str | None = "0025"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    add_achievements()


def downgrade() -> None:
    """The version before allows the same criteria, or fewer, of which rows may exist: what is stored stays."""
