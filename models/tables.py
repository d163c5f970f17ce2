"""Every table, so that one import fills the metadata."""

from models.accounts import OneTimeToken, RefreshToken, ServiceKey, User
from models.auditing import AuditEntry
from models.courses import Course, CourseBaseline, CourseRelease, Lesson, SearchDocument, Section
from models.generations import (
    AiContentGeneration,
    Generation,
    GenerationEvent,
    GenerationSection,
    MediaAsset,
    Source,
    StepRetry,
    TextBatch,
)
from models.limits import IdempotencyKey, RateLimit
from models.outbox import MailEvent, OutboxMessage
from models.progress import (
    Achievement,
    CheckStatistics,
    Enrollment,
    Interaction,
    LearnerEvent,
    LearnerStream,
    LearningEvent,
    LessonProgress,
    ReviewAnswer,
    ReviewCard,
    SectionProgress,
    UserAchievement,
)
from models.sharing import CourseInvitation, ShareLink
from models.versions import SectionVersion
from models.webhooks import Webhook, WebhookDelivery
from models.xapi import XapiPosition, XapiStatement, XapiStore

__all__ = [
    "Achievement",
    "AiContentGeneration",
    "AuditEntry",
    "CheckStatistics",
    "Course",
    "CourseBaseline",
    "CourseInvitation",
    "CourseRelease",
    "Enrollment",
    "Generation",
    "GenerationEvent",
    "GenerationSection",
    "IdempotencyKey",
    "Interaction",
    "LearnerEvent",
    "LearnerStream",
    "LearningEvent",
    "Lesson",
    "LessonProgress",
    "MailEvent",
    "MediaAsset",
    "OneTimeToken",
    "OutboxMessage",
    "RateLimit",
    "RefreshToken",
    "ReviewAnswer",
    "ReviewCard",
    "SearchDocument",
    "Section",
    "SectionProgress",
    "SectionVersion",
    "ServiceKey",
    "ShareLink",
    "Source",
    "StepRetry",
    "TextBatch",
    "User",
    "UserAchievement",
    "Webhook",
    "WebhookDelivery",
    "XapiPosition",
    "XapiStatement",
    "XapiStore",
]
