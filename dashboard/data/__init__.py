"""The one door to the model: pages ask here, and nowhere else, for what the portfolio holds.

What the pages share is read once for each state of the database and day, and kept until the state changes
(:mod:`dashboard.data.door`). Each module asks about one subject; pages say ``data.rounds()``.
"""

from dashboard.data.changes import Earlier, Origins, comparison, differences, earlier, origins
from dashboard.data.courses import (
    adoption,
    evaluations,
    follow_history,
    kept_paper,
    loose_titles,
    meeting_points,
    process_history,
    processes,
    rounds,
    stay_lengths,
    stays,
    template_versions,
    title_candidates,
    title_notes,
)
from dashboard.data.door import (
    EXTENSION,
    Clock,
    Door,
    engine,
    forget,
    is_present,
    now,
    open_door,
    present_day,
)
from dashboard.data.effects import effect, effect_at, effect_history, has_indicator
from dashboard.data.existing import (
    has_draft,
    has_initiative,
    has_job,
    has_meeting,
    has_source,
    has_template,
    has_upload,
)
from dashboard.data.forums import (
    Looked,
    kept_looked,
    kept_meetings,
    looked,
    looked_state,
    meeting_moment,
    meeting_notes,
    meetings,
    meetings_mark,
    meetings_now,
    note_versions,
)
from dashboard.data.identities import (
    Identity,
    correction_history,
    corrections_to_review,
    identity,
    initiative,
    initiative_as_now,
    kept_pairs,
    matches_of_title,
    merged_to,
    possible_pairs,
    taken_off,
)
from dashboard.data.lists import (
    discarded_drafts,
    draft,
    draft_upload,
    drafts,
    drafts_of,
    hand_back_facts,
    histories,
    job,
    newest_drift,
    open_findings,
    sender_answers,
    source_changes,
    source_settings,
    source_uploads,
    spots,
    template_rows,
    told_answers,
    upload,
    uploads,
)
from dashboard.data.matrix import SpreadMatrix, bare_row, spread_matrix
from dashboard.data.overlaps import (
    JustCome,
    alike_groups,
    apart_notes,
    compared,
    compared_texts,
    just_come,
    overlap_decisions,
)
from dashboard.data.population import keep_population_in, population
from dashboard.data.portfolios import (
    Portfolio,
    everything,
    home_history,
    kept_portfolio,
    list_files,
    look_from,
    portfolio,
    portfolio_at,
    structure_on,
    transition,
    value_cells,
    values_at,
)
from dashboard.data.priority import priorities, priorities_then
from dashboard.data.references import edited_reference, reference_in_force
from dashboard.data.saved_views import view, views
from dashboard.data.spreading import assessments, assessments_then, cores, spread_history
from dashboard.data.told_months import milestones, month_words, words_of
from dashboard.data.trials import has_trial, trial_history, trials, trials_at, trials_taken_back
from portfolio.differences import Changed, ChangeKind, Comparison, Difference, Differences, Matter, Why
from portfolio.drafts import DraftFacts
from portfolio.effect.book import EffectBook
from portfolio.homes import HomeEntry
from portfolio.jobs import JobFacts
from portfolio.ledger import Candidate
from portfolio.meetings.book import MeetingBook
from portfolio.milestones import MilestoneBook
from portfolio.month_words import MonthWords
from portfolio.possible_pairs import PairSide, PossiblePair
from portfolio.process.agenda import Point
from portfolio.process.book import ChosenBy, DecisionNote, InitiativeCourse, OfferNote, ProcessBook, Unplaced
from portfolio.process.flow import Stays
from portfolio.queries.adoption import AdoptionBook
from portfolio.queries.corrections import CorrectionEntry, CorrectionToReview, TakenOff
from portfolio.queries.differences import Place as ChangePlace
from portfolio.queries.differences import Set
from portfolio.queries.drafts import DraftDetail
from portfolio.queries.effect_history import EffectEntry, EffectKind
from portfolio.queries.evaluations import EvaluationBook, EvaluationNote, PlanNote
from portfolio.queries.everything import Place
from portfolio.queries.follow_history import FollowEntry, FollowKind
from portfolio.queries.gaps import Spot, Spots
from portfolio.queries.handback import AnsweredQuestion
from portfolio.queries.initiative import (
    Claim,
    CorrectionNote,
    ExtraClaim,
    InitiativeRecord,
    MonthNote,
    ReportNote,
)
from portfolio.queries.ledger import ApartNote, ChangeNote, LedgerEntry, MergeNote
from portfolio.queries.meeting_notes import NoteKey, NoteVersion
from portfolio.queries.origins import ListFile, ValueCells
from portfolio.queries.overlap import OverlapBook, OverlapNote
from portfolio.queries.papers import KeptPaper
from portfolio.queries.process_history import EntryKind, ProcessEntry
from portfolio.queries.rounds import RoundBook
from portfolio.queries.source_changes import SourceChangeNote, SourceChanges
from portfolio.queries.sources import MonthsList, SourceHistory, SourceSettings, SourceSummary
from portfolio.queries.spread_history import SpreadEntry, SpreadKind
from portfolio.queries.templates import Away, TemplateVersion
from portfolio.queries.titles import LooseTitle, TitleNote
from portfolio.queries.trials import TrialEntry
from portfolio.queries.uploads import UploadDetail, UploadSummary
from portfolio.queries.views import View as SavedView
from portfolio.selection import Chosen
from portfolio.spread.assessments import Advice, Assessment, AssessmentBook, Standing
from portfolio.spread.core import Adopter, Core, CoreBook
from portfolio.spread.priorities import Priorities
from portfolio.transition import Stand, Transition
from portfolio.trials.book import Trial, TrialBook

__all__ = [
    "EXTENSION",
    "Adopter",
    "AdoptionBook",
    "Advice",
    "AnsweredQuestion",
    "ApartNote",
    "Assessment",
    "AssessmentBook",
    "Away",
    "Candidate",
    "ChangeKind",
    "ChangeNote",
    "ChangePlace",
    "Changed",
    "Chosen",
    "ChosenBy",
    "Claim",
    "Clock",
    "Comparison",
    "Core",
    "CoreBook",
    "CorrectionEntry",
    "CorrectionNote",
    "CorrectionToReview",
    "DecisionNote",
    "Difference",
    "Differences",
    "Door",
    "DraftDetail",
    "DraftFacts",
    "Earlier",
    "EffectBook",
    "EffectEntry",
    "EffectKind",
    "EntryKind",
    "EvaluationBook",
    "EvaluationNote",
    "ExtraClaim",
    "FollowEntry",
    "FollowKind",
    "HomeEntry",
    "Identity",
    "InitiativeCourse",
    "InitiativeRecord",
    "JobFacts",
    "JustCome",
    "KeptPaper",
    "LedgerEntry",
    "ListFile",
    "Looked",
    "LooseTitle",
    "Matter",
    "MeetingBook",
    "MergeNote",
    "MilestoneBook",
    "MonthNote",
    "MonthWords",
    "MonthsList",
    "NoteKey",
    "NoteVersion",
    "OfferNote",
    "Origins",
    "OverlapBook",
    "OverlapNote",
    "PairSide",
    "Place",
    "PlanNote",
    "Point",
    "Portfolio",
    "PossiblePair",
    "Priorities",
    "ProcessBook",
    "ProcessEntry",
    "ReportNote",
    "RoundBook",
    "SavedView",
    "Set",
    "SourceChangeNote",
    "SourceChanges",
    "SourceHistory",
    "SourceSettings",
    "SourceSummary",
    "Spot",
    "Spots",
    "SpreadEntry",
    "SpreadKind",
    "SpreadMatrix",
    "Stand",
    "Standing",
    "Stays",
    "TakenOff",
    "TemplateVersion",
    "TitleNote",
    "Transition",
    "Trial",
    "TrialBook",
    "TrialEntry",
    "Unplaced",
    "UploadDetail",
    "UploadSummary",
    "ValueCells",
    "Why",
    "adoption",
    "alike_groups",
    "apart_notes",
    "assessments",
    "assessments_then",
    "bare_row",
    "compared",
    "compared_texts",
    "comparison",
    "cores",
    "correction_history",
    "corrections_to_review",
    "differences",
    "discarded_drafts",
    "draft",
    "draft_upload",
    "drafts",
    "drafts_of",
    "earlier",
    "edited_reference",
    "effect",
    "effect_at",
    "effect_history",
    "engine",
    "evaluations",
    "everything",
    "follow_history",
    "forget",
    "hand_back_facts",
    "has_draft",
    "has_indicator",
    "has_initiative",
    "has_job",
    "has_meeting",
    "has_source",
    "has_template",
    "has_trial",
    "has_upload",
    "histories",
    "home_history",
    "identity",
    "initiative",
    "initiative_as_now",
    "is_present",
    "job",
    "just_come",
    "keep_population_in",
    "kept_looked",
    "kept_meetings",
    "kept_pairs",
    "kept_paper",
    "kept_portfolio",
    "list_files",
    "look_from",
    "looked",
    "looked_state",
    "loose_titles",
    "matches_of_title",
    "meeting_moment",
    "meeting_notes",
    "meeting_points",
    "meetings",
    "meetings_mark",
    "meetings_now",
    "merged_to",
    "milestones",
    "month_words",
    "newest_drift",
    "note_versions",
    "now",
    "open_door",
    "open_findings",
    "origins",
    "overlap_decisions",
    "population",
    "portfolio",
    "portfolio_at",
    "possible_pairs",
    "present_day",
    "priorities",
    "priorities_then",
    "process_history",
    "processes",
    "reference_in_force",
    "rounds",
    "sender_answers",
    "source_changes",
    "source_settings",
    "source_uploads",
    "spots",
    "spread_history",
    "spread_matrix",
    "stay_lengths",
    "stays",
    "structure_on",
    "taken_off",
    "template_rows",
    "template_versions",
    "title_candidates",
    "title_notes",
    "told_answers",
    "transition",
    "trial_history",
    "trials",
    "trials_at",
    "trials_taken_back",
    "upload",
    "uploads",
    "value_cells",
    "values_at",
    "view",
    "views",
    "words_of",
]
