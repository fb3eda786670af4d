"""Closed word lists of the field, and what people read for them.

A code is what is stored and compared; a label is what is shown, in Danish and in English. Unknown has no code
of its own in the lists: a value that nobody stated is ``None`` and is shown with :data:`UNKNOWN`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from portfolio.overlap.words import OverlapVerdict


@dataclass(frozen=True, slots=True)
class Label:
    """A label in both languages of the screen."""

    da: str
    en: str

    def text(self, language: str) -> str:
        """Give the label in a language, Danish unless English is asked for."""
        return self.en if language == "en" else self.da


UNKNOWN = Label("Ikke angivet", "Not stated")


class Status(StrEnum):
    """Where an initiative is in its life."""

    IDEA = "idea"
    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    IN_OPERATION = "in_operation"
    STOPPED = "stopped"


class Phase(StrEnum):
    """What kind of work an initiative is doing now."""

    IDEA = "idea"
    CLARIFICATION = "clarification"
    PLANNING = "planning"
    TESTING = "testing"
    IMPLEMENTATION = "implementation"
    SPREAD = "spread"
    OPERATION = "operation"
    EVALUATION = "evaluation"
    CLOSED = "closed"


class TrafficLight(StrEnum):
    """How an initiative is doing, as its own list judges it; grey is said not to be rated."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class TaskType(StrEnum):
    """What sort of task an initiative is."""

    DEVELOPMENT = "development"
    IMPLEMENTATION = "implementation"
    AGREEMENT = "agreement"
    TRIAL = "trial"
    OPERATION = "operation"


class ProcessType(StrEnum):
    """Who may take the initiative: A clusters or the steering group, B the steering group orders."""

    A = "A"
    B = "B"


class SpreadPotential(StrEnum):
    """How far an initiative could be spread, in its list's own judgement."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Priority(StrEnum):
    """How important an initiative is said to be."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Precision(StrEnum):
    """How exact a date is: the kind of span its first and last day mark off."""

    DAY = "day"
    WEEK = "week"
    THIRD = "third"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half_year"
    YEAR = "year"
    RANGE = "range"
    OPEN = "open"


class Severity(StrEnum):
    """How much a finding matters: must be mended, should be looked at, good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class TableKind(StrEnum):
    """What one record of a table is about."""

    INITIATIVES = "initiatives"
    MILESTONES = "milestones"
    ADOPTION = "adoption"
    MEASUREMENTS = "measurements"
    STATUS_LOG = "status_log"
    PROCESS = "process"
    ASSESSMENTS = "assessments"
    TRIALS = "trials"
    DECISIONS = "decisions"


class RowReason(StrEnum):
    """Why a row that is not empty gives no record."""

    TITLE = "row.title"
    LEGEND = "row.legend"
    NOTE = "row.note"
    TOTAL = "row.total"
    SECTION_HEADING = "row.section_heading"
    REPEATED_HEADING = "row.repeated_heading"
    PLACEHOLDER = "row.placeholder"
    TITLE_MISSING = "row.title_missing"
    OTHER_TABLE = "row.other_table"


class RowRole(StrEnum):
    """What a row of a sheet is to the list that was read of it."""

    HEADING = "heading"
    BODY = "body"
    SKIPPED = "skipped"
    OUTSIDE = "outside"


class ReadFrom(StrEnum):
    """Where a value was read when it was not typed into its own cell."""

    SECTION_HEADING = "section_heading"
    FILL_DOWN = "fill_down"
    MERGED = "merged"
    SHEET_NAME = "sheet_name"
    SHEET_TITLE = "sheet_title"
    PERIOD = "period"
    FILL = "fill"
    CONDITIONAL_FORMAT = "conditional_format"
    SYMBOL = "symbol"


class OrganisationKind(StrEnum):
    """What an organisation is."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    HOSPITAL = "hospital"
    CLUSTER = "cluster"
    PLANNING_AREA = "planning_area"
    HEALTH_COUNCIL = "health_council"
    POLITICAL_COMMITTEE = "political_committee"
    STEERING_GROUP = "steering_group"
    CHAIRMANSHIP = "chairmanship"
    SECRETARIAT = "secretariat"
    AD_HOC_GROUP = "ad_hoc_group"
    STANDING_GROUP = "standing_group"
    SUPPORT_FUNCTION = "support_function"
    COORDINATION_COMMITTEE = "coordination_committee"
    DIRECTORS_FORUM = "directors_forum"
    COORDINATION_FORUM = "coordination_forum"
    GENERAL_PRACTICE = "general_practice"
    FORUM = "forum"


class Party(StrEnum):
    """Which party of the cooperation a seat belongs to."""

    REGION = "region"
    HOSPITAL = "hospital"
    MUNICIPALITY = "municipality"
    GENERAL_PRACTICE = "general_practice"
    CITIZENS = "citizens"
    SEVERAL = "several"


class Carried(StrEnum):
    """What became of a focus area or a goal in a later agreement."""

    SAME = "same"
    CHANGED = "changed"
    MERGED = "merged"
    DIVIDED = "divided"
    ENDED = "ended"


class Subject(StrEnum):
    """What a row of reference data is about; each is a list in ``Reference`` and can be edited."""

    ORGANISATION = "organisations"
    MEMBERSHIP = "memberships"
    SEAT = "seats"
    SUCCESSION = "successions"
    AGREEMENT = "agreements"
    FOCUS_AREA = "focus_areas"
    FOCUS_AREA_WORD = "focus_area_words"
    GOAL = "goals"
    VALUE_GOAL = "value_goals"
    CARRYING = "carryings"


class EditKind(StrEnum):
    """What a person did to a row of reference data."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


class Certainty(StrEnum):
    """How well a reference fact is known; the values are those of the reference files."""

    CONFIRMED = "bekraeftet"
    SECONDARY = "sekundaer"
    DERIVED = "afledt"
    WEAK = "svag"
    OWN_KNOWLEDGE = "egen_viden"

    @property
    def is_unconfirmed(self) -> bool:
        """Tell whether a reader must be warned that nobody has confirmed the fact."""
        return self in (Certainty.WEAK, Certainty.OWN_KNOWLEDGE)


class MatchMethod(StrEnum):
    """How it was decided which initiative a report is about."""

    OUR_ID = "our_id"
    KEY = "key"
    TITLE = "title"
    LIKENESS = "likeness"
    NEW = "new"
    PERSON = "person"


class ChangeKind(StrEnum):
    """What a person changed in which reports are about the same initiative."""

    MERGE = "merge"
    SPLIT = "split"


class UploadState(StrEnum):
    """What has become of an upload."""

    ACTIVE = "active"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class DraftState(StrEnum):
    """How far a received file has come on its way into the portfolio."""

    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    STORING = "storing"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class JobKind(StrEnum):
    """What is done with a draft in the background."""

    READ = "read"
    CONFIRM = "confirm"
    PACK = "pack"


class JobState(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobStep(StrEnum):
    """What a job is doing just now."""

    WAITING = "waiting"
    OPENING = "opening"
    UNDERSTANDING = "understanding"
    COMPARING = "comparing"
    STORING = "storing"
    GATHERING = "gathering"
    SETTING = "setting"


class AnswerKind(StrEnum):
    """What was said to a finding: it is right, nobody wants to hear of such, or the sender's words."""

    ACCEPTED = "accepted"
    MUTED = "muted"
    SENDER = "sender"


class Holder(StrEnum):
    """Whose turn it is in a step, as the processes' papers name them."""

    SSG = "ssg"
    SSG_CHAIR = "ssg_chair"
    SKU = "sku"
    POLITICAL_BODIES = "political_bodies"
    SECRETARIAT = "secretariat"
    WORKING_GROUP = "working_group"
    CLUSTER = "cluster"
    CLUSTERS = "clusters"
    OTHER_CLUSTERS = "other_clusters"
    TSS = "tss"
    COORDINATION_COMMITTEE = "coordination_committee"
    COORDINATION_FORUM = "coordination_forum"
    PARTIES = "parties"


class Paper(StrEnum):
    """A paper that a step asks for."""

    MANDATE = "mandate"
    ASSIGNMENT = "assignment"
    DRAFT = "draft"
    CORE = "core"
    REPORT = "report"
    DECISION_BASIS = "decision_basis"
    EVALUATION = "evaluation"


class StepKind(StrEnum):
    """What a step is besides work."""

    WORK = "work"
    OFFERS = "offers"
    CONSULTATION = "consultation"
    IMPLEMENTATION = "implementation"
    EVALUATION = "evaluation"


class TemplateOrigin(StrEnum):
    """Where a process is from: a paper with a list of steps, hints put together, or people."""

    DOCUMENT = "document"
    HINTS = "hints"
    PEOPLE = "people"


class CourseState(StrEnum):
    """How an initiative stands to a step of its process.

    ``PASSED`` is a step that lies behind it and that nobody has said a word about; ``SKIPPED`` was left out
    for a reason.
    """

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    SKIPPED = "skipped"
    PASSED = "passed"
    NOT_RELEVANT = "not_relevant"


class FactKind(StrEnum):
    """What somebody says of an initiative and a step."""

    MOVED = "moved"
    REACHED = "reached"
    WAITING = "waiting"
    PLANNED = "planned"
    NOT_RELEVANT = "not_relevant"
    SKIPPED = "skipped"
    HELD = "held"
    PAPER = "paper"
    NOTE = "note"


class DecisionSubject(StrEnum):
    """What a decision in a step is about."""

    MANDATE = "mandate"
    SOLVER = "solver"
    ASSIGNMENT = "assignment"
    AGREEMENT = "agreement"
    PRODUCT = "product"
    SPREAD = "spread"
    POLITICAL = "political"
    OTHER = "other"


class DecisionOutcome(StrEnum):
    """What a body decided."""

    APPROVED = "approved"
    APPROVED_WITH_CHANGES = "approved_with_changes"
    SENT_BACK = "sent_back"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    NOTED = "noted"


class OfferAnswer(StrEnum):
    """What a cluster answers when it is asked whether it wants a task."""

    YES = "yes"
    JOINTLY = "jointly"
    ALTERNATIVE = "alternative"
    NO = "no"


class ReplyAnswer(StrEnum):
    """What a party answered in a round of comments; silence is no answer."""

    NO_COMMENTS = "no_comments"
    COMMENTS = "comments"


class RoundEvent(StrEnum):
    """What happens in a round of comments."""

    ANSWERED = "answered"
    REMINDED = "reminded"
    DUE_MOVED = "due_moved"
    CLOSED = "closed"


class RoundState(StrEnum):
    """How a round of comments stands, in the order in which it needs doing."""

    OVERDUE = "overdue"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class EvaluationState(StrEnum):
    """How an initiative stands with its next evaluation, in the order in which it needs doing."""

    OVERDUE = "overdue"
    SOON = "soon"
    UNPLANNED = "unplanned"
    LATER = "later"
    DONE = "done"


class Uptake(StrEnum):
    """How far an organisation has taken an initiative into use."""

    YES = "yes"
    PARTLY = "partly"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    NO = "no"
    NOT_RELEVANT = "not_relevant"


class Rhythm(StrEnum):
    """How often a forum meets."""

    MONTHLY_BUT_JULY = "monthly_but_july"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    NONE = "none"


class MeetingState(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class MeetingDeedKind(StrEnum):
    """What happens to a meeting, or to a point of its agenda."""

    FROZEN = "frozen"
    HELD = "held"
    CANCELLED = "cancelled"
    DAY_MOVED = "day_moved"
    ACCEPTED = "accepted"
    ADDED = "added"
    EDITED = "edited"
    DROPPED = "dropped"
    PLACED = "placed"
    TREATED = "treated"
    MOVED_ON = "moved_on"


class SeriesEventKind(StrEnum):
    """What happens to a series of meetings."""

    CHANGED = "changed"
    ENDED = "ended"


class PointState(StrEnum):
    """What has become of a point of an agenda."""

    PLANNED = "planned"
    TREATED = "treated"
    DROPPED = "dropped"
    MOVED_ON = "moved_on"


class AgendaReason(StrEnum):
    """Why a point stands on an agenda."""

    GOT_WORSE = "got_worse"
    GOT_BETTER = "got_better"
    RED_WITHOUT_WORDS = "red_without_words"
    END_PASSED = "end_passed"
    MILESTONE_PASSED = "milestone_passed"
    STEP_OVERDUE = "step_overdue"
    EVALUATION_DUE = "evaluation_due"
    DECISION_ASKED = "decision_asked"
    READY_FOR_SPREAD = "ready_for_spread"
    POSSIBLE_OVERLAP = "possible_overlap"
    SILENT = "silent"
    ACTION_OVERDUE = "action_overdue"
    ACTION_OPEN = "action_open"
    MOVED_HERE = "moved_here"
    OWN = "own"


class AgendaSection(StrEnum):
    """The parts of an agenda, in their order."""

    SINCE_LAST = "since_last"
    DECIDE = "decide"
    DISCUSS = "discuss"
    INFORM = "inform"
    ACTIONS = "actions"


class NoteKind(StrEnum):
    """What is written of a point at a meeting."""

    DECISION = "decision"
    NOTE = "note"


class ActionEventKind(StrEnum):
    """What happens to an action that was agreed on."""

    DONE = "done"
    REOPENED = "reopened"
    DUE_MOVED = "due_moved"
    CHANGED = "changed"


Code = TypeVar("Code", bound=StrEnum)

LABELS: dict[type[StrEnum], dict[StrEnum, Label]] = {
    Status: {
        Status.IDEA: Label("Idé", "Idea"),
        Status.PLANNED: Label("Planlagt", "Planned"),
        Status.ACTIVE: Label("I gang", "Active"),
        Status.PAUSED: Label("På pause", "Paused"),
        Status.COMPLETED: Label("Afsluttet", "Completed"),
        Status.IN_OPERATION: Label("I drift", "In operation"),
        Status.STOPPED: Label("Stoppet", "Stopped"),
    },
    Phase: {
        Phase.IDEA: Label("Idé", "Idea"),
        Phase.CLARIFICATION: Label("Afklaring", "Clarification"),
        Phase.PLANNING: Label("Planlægning", "Planning"),
        Phase.TESTING: Label("Afprøvning", "Testing"),
        Phase.IMPLEMENTATION: Label("Implementering", "Implementation"),
        Phase.SPREAD: Label("Spredning", "Spread"),
        Phase.OPERATION: Label("Drift", "Operation"),
        Phase.EVALUATION: Label("Evaluering", "Evaluation"),
        Phase.CLOSED: Label("Afsluttet", "Closed"),
    },
    TrafficLight: {
        TrafficLight.GREEN: Label("Grøn", "Green"),
        TrafficLight.YELLOW: Label("Gul", "Yellow"),
        TrafficLight.RED: Label("Rød", "Red"),
        TrafficLight.GREY: Label("Ikke vurderet", "Not rated"),
    },
    TaskType: {
        TaskType.DEVELOPMENT: Label("Udvikling", "Development"),
        TaskType.IMPLEMENTATION: Label("Implementering", "Implementation"),
        TaskType.AGREEMENT: Label("Aftale", "Agreement"),
        TaskType.TRIAL: Label("Prøvehandling", "Trial"),
        TaskType.OPERATION: Label("Drift", "Operation"),
    },
    ProcessType: {
        ProcessType.A: Label(
            "A: klynger eller styregruppe tager initiativet", "A: clusters or steering group begin"
        ),
        ProcessType.B: Label("B: styregruppen er bestiller", "B: the steering group orders"),
    },
    SpreadPotential: {
        SpreadPotential.HIGH: Label("Stort", "High"),
        SpreadPotential.MEDIUM: Label("Mellem", "Medium"),
        SpreadPotential.LOW: Label("Lille", "Low"),
        SpreadPotential.NONE: Label("Intet", "None"),
    },
    Priority: {
        Priority.HIGH: Label("Høj", "High"),
        Priority.MEDIUM: Label("Mellem", "Medium"),
        Priority.LOW: Label("Lav", "Low"),
    },
    Precision: {
        Precision.DAY: Label("dag", "day"),
        Precision.WEEK: Label("uge", "week"),
        Precision.THIRD: Label("tredjedel af måned", "third of a month"),
        Precision.MONTH: Label("måned", "month"),
        Precision.QUARTER: Label("kvartal", "quarter"),
        Precision.SEASON: Label("årstid", "season"),
        Precision.HALF_YEAR: Label("halvår", "half-year"),
        Precision.YEAR: Label("år", "year"),
        Precision.RANGE: Label("periode", "span"),
        Precision.OPEN: Label("løbende", "open-ended"),
    },
    Severity: {
        Severity.ERROR: Label("Fejl", "Error"),
        Severity.WARNING: Label("Advarsel", "Warning"),
        Severity.INFO: Label("Oplysning", "Information"),
    },
    TableKind: {
        TableKind.INITIATIVES: Label("Indsatser", "Initiatives"),
        TableKind.MILESTONES: Label("Milepæle", "Milestones"),
        TableKind.ADOPTION: Label("Udbredelse", "Adoption"),
        TableKind.MEASUREMENTS: Label("Målinger", "Measurements"),
        TableKind.STATUS_LOG: Label("Statuslog", "Status log"),
        TableKind.PROCESS: Label("Proces", "Process"),
        TableKind.ASSESSMENTS: Label("Spredningsvurderinger", "Assessments"),
        TableKind.TRIALS: Label("Prøvehandlinger", "Trials"),
        TableKind.DECISIONS: Label("Beslutninger", "Decisions"),
    },
    RowReason: {
        RowReason.TITLE: Label("Arkets titel", "The sheet's title"),
        RowReason.LEGEND: Label("Tegnforklaring", "Legend"),
        RowReason.NOTE: Label("Note", "Note"),
        RowReason.TOTAL: Label("Sum", "Total"),
        RowReason.SECTION_HEADING: Label("Afsnitsoverskrift", "Section heading"),
        RowReason.REPEATED_HEADING: Label("Gentaget overskrift", "Repeated heading"),
        RowReason.PLACEHOLDER: Label("Tom skabelonrække", "Template row"),
        RowReason.TITLE_MISSING: Label("Mangler titel", "Title missing"),
        RowReason.OTHER_TABLE: Label("Hører til en anden tabel", "Belongs to another table"),
    },
    ReadFrom: {
        ReadFrom.SECTION_HEADING: Label("læst af afsnittets overskrift", "read from the section heading"),
        ReadFrom.FILL_DOWN: Label("læst af cellen ovenfor", "read from the cell above"),
        ReadFrom.MERGED: Label("læst af flettet celle", "read from a merged cell"),
        ReadFrom.SHEET_NAME: Label("læst af arkets navn", "read from the sheet's name"),
        ReadFrom.SHEET_TITLE: Label("læst af arkets titel", "read from the sheet's title"),
        ReadFrom.PERIOD: Label("læst af perioden", "read from the period"),
        ReadFrom.FILL: Label("læst af cellens farve", "read from the cell's fill"),
        ReadFrom.CONDITIONAL_FORMAT: Label("læst af betinget format", "read from conditional formatting"),
        ReadFrom.SYMBOL: Label("læst af et symbol", "read from a symbol"),
    },
    OrganisationKind: {
        OrganisationKind.REGION: Label("Region", "Region"),
        OrganisationKind.MUNICIPALITY: Label("Kommune", "Municipality"),
        OrganisationKind.HOSPITAL: Label("Hospital", "Hospital"),
        OrganisationKind.CLUSTER: Label("Klynge", "Cluster"),
        OrganisationKind.PLANNING_AREA: Label("Planområde", "Planning area"),
        OrganisationKind.HEALTH_COUNCIL: Label("Sundhedsråd", "Health council"),
        OrganisationKind.POLITICAL_COMMITTEE: Label("Politisk udvalg", "Political committee"),
        OrganisationKind.STEERING_GROUP: Label("Styregruppe", "Steering group"),
        OrganisationKind.CHAIRMANSHIP: Label("Formandskab", "Chairmanship"),
        OrganisationKind.SECRETARIAT: Label("Sekretariat", "Secretariat"),
        OrganisationKind.AD_HOC_GROUP: Label("Ad hoc-gruppe", "Ad hoc group"),
        OrganisationKind.STANDING_GROUP: Label("Fast gruppe", "Standing group"),
        OrganisationKind.SUPPORT_FUNCTION: Label("Støttefunktion", "Support function"),
        OrganisationKind.COORDINATION_COMMITTEE: Label("Samordningsudvalg", "Coordination committee"),
        OrganisationKind.DIRECTORS_FORUM: Label("Direktørforum", "Directors' forum"),
        OrganisationKind.COORDINATION_FORUM: Label("Forum for koordination", "Coordination forum"),
        OrganisationKind.GENERAL_PRACTICE: Label("Almen praksis", "General practice"),
        OrganisationKind.FORUM: Label("Andet forum", "Other forum"),
    },
    Party: {
        Party.REGION: Label("Region", "Region"),
        Party.HOSPITAL: Label("Hospital", "Hospital"),
        Party.MUNICIPALITY: Label("Kommune", "Municipality"),
        Party.GENERAL_PRACTICE: Label("Almen praksis", "General practice"),
        Party.CITIZENS: Label("Patienter og pårørende", "Patients and relatives"),
        Party.SEVERAL: Label("Flere parter", "Several parties"),
    },
    Carried: {
        Carried.SAME: Label("Videreført uændret", "Carried on unchanged"),
        Carried.CHANGED: Label("Videreført ændret", "Carried on, changed"),
        Carried.MERGED: Label("Lagt sammen med andet", "Merged with others"),
        Carried.DIVIDED: Label("Delt i flere", "Divided"),
        Carried.ENDED: Label("Ikke videreført", "Not carried on"),
    },
    Subject: {
        Subject.ORGANISATION: Label("Organ", "Body"),
        Subject.MEMBERSHIP: Label("Medlemskab", "Membership"),
        Subject.SEAT: Label("Plads", "Seat"),
        Subject.SUCCESSION: Label("Afløsning", "Succession"),
        Subject.AGREEMENT: Label("Sundhedsaftale", "Health agreement"),
        Subject.FOCUS_AREA: Label("Fokusområde", "Focus area"),
        Subject.FOCUS_AREA_WORD: Label("Ord for fokusområde", "Word for focus area"),
        Subject.GOAL: Label("Mål", "Goal"),
        Subject.VALUE_GOAL: Label("Værdipolitisk mål", "Value goal"),
        Subject.CARRYING: Label("Videreførelse", "Carrying over"),
    },
    EditKind: {
        EditKind.ADD: Label("Tilføjet", "Added"),
        EditKind.CHANGE: Label("Ændret", "Changed"),
        EditKind.REMOVE: Label("Fjernet", "Removed"),
    },
    Certainty: {
        Certainty.CONFIRMED: Label("bekræftet", "confirmed"),
        Certainty.SECONDARY: Label("fra en sekundær kilde", "from a secondary source"),
        Certainty.DERIVED: Label("udledt af flere kilder", "derived from several sources"),
        Certainty.WEAK: Label("ikke bekræftet (ældre kilde)", "unconfirmed (older source)"),
        Certainty.OWN_KNOWLEDGE: Label("ikke bekræftet (uden kilde)", "unconfirmed (no source)"),
    },
    MatchMethod: {
        MatchMethod.OUR_ID: Label("Tværblik-nr. i listen", "Tværblik no. in the list"),
        MatchMethod.KEY: Label("samme nummer i listen", "same key in the list"),
        MatchMethod.TITLE: Label("samme titel i listen", "same title in the list"),
        MatchMethod.LIKENESS: Label("lignende titel og oplysninger", "title and values alike"),
        MatchMethod.NEW: Label("ny i listen", "new in the list"),
        MatchMethod.PERSON: Label("afgjort af en person", "decided by a person"),
    },
    ChangeKind: {
        ChangeKind.MERGE: Label("lagt sammen", "merged"),
        ChangeKind.SPLIT: Label("delt", "split"),
    },
    UploadState: {
        UploadState.ACTIVE: Label("Gælder", "In force"),
        UploadState.REPLACED: Label("Erstattet", "Replaced"),
        UploadState.WITHDRAWN: Label("Trukket tilbage", "Withdrawn"),
    },
    DraftState: {
        DraftState.READING: Label("Læses", "Being read"),
        DraftState.READY: Label("Afventer dig", "Waiting for you"),
        DraftState.REFUSED: Label("Afvist", "Refused"),
        DraftState.STORING: Label("Indlæses", "Being loaded"),
        DraftState.CONFIRMED: Label("Indlæst", "Loaded"),
        DraftState.DISCARDED: Label("Kasseret", "Discarded"),
    },
    JobKind: {
        JobKind.READ: Label("Læsning", "Reading"),
        JobKind.CONFIRM: Label("Indlæsning", "Loading"),
        JobKind.PACK: Label("Statuspakke", "Status pack"),
    },
    JobState: {
        JobState.QUEUED: Label("Venter", "Waiting"),
        JobState.RUNNING: Label("I gang", "At work"),
        JobState.DONE: Label("Færdig", "Done"),
        JobState.FAILED: Label("Mislykket", "Failed"),
    },
    JobStep: {
        JobStep.WAITING: Label("Venter på at komme til", "Waiting for its turn"),
        JobStep.OPENING: Label(
            "Åbner filen og tjekker, at den er sikker", "Opening the file and checking that it is safe"
        ),
        JobStep.UNDERSTANDING: Label("Finder tabeller og læser værdier", "Finding tables and reading values"),
        JobStep.COMPARING: Label("Sammenligner med det, der er kendt", "Comparing with what is known"),
        JobStep.STORING: Label("Gemmer i porteføljen", "Saving into the portfolio"),
        JobStep.GATHERING: Label("Samler tallene", "Gathering the numbers"),
        JobStep.SETTING: Label("Sætter siderne", "Setting the pages"),
    },
    AnswerKind: {
        AnswerKind.ACCEPTED: Label("Accepteret", "Accepted"),
        AnswerKind.MUTED: Label("Slået fra for kilden", "Muted for the source"),
        AnswerKind.SENDER: Label("Besvaret af afsenderen", "Answered by the sender"),
    },
    Holder: {
        Holder.SSG: Label("SSG", "SSG"),
        Holder.SSG_CHAIR: Label("Formandskabet for SSG", "The chairs of SSG"),
        Holder.SKU: Label("SKU", "SKU"),
        Holder.POLITICAL_BODIES: Label("Politiske organer", "Political bodies"),
        Holder.SECRETARIAT: Label("Fællessekretariatet", "The joint secretariat"),
        Holder.WORKING_GROUP: Label("Arbejdsgruppen", "The working group"),
        Holder.CLUSTER: Label("Klyngen", "The cluster"),
        Holder.CLUSTERS: Label("Klyngerne", "The clusters"),
        Holder.OTHER_CLUSTERS: Label("De øvrige klynger", "The other clusters"),
        Holder.TSS: Label("TSS", "TSS"),
        Holder.COORDINATION_COMMITTEE: Label("Samordningsudvalget", "The coordination committee"),
        Holder.COORDINATION_FORUM: Label("Forum for koordination", "Forum for koordination"),
        Holder.PARTIES: Label("Parterne", "The parties"),
    },
    Paper: {
        Paper.MANDATE: Label("Kommissorium", "Terms of reference"),
        Paper.ASSIGNMENT: Label("Opdragspapir", "Assignment paper"),
        Paper.DRAFT: Label("Udkast til aftale", "Draft agreement"),
        Paper.CORE: Label("Beskrivelse af kernen", "Description of the core"),
        Paper.REPORT: Label("Indrapportering", "Report"),
        Paper.DECISION_BASIS: Label("Beslutningsoplæg", "Basis for decision"),
        Paper.EVALUATION: Label("Evaluering", "Evaluation"),
    },
    StepKind: {
        StepKind.WORK: Label("Arbejde", "Work"),
        StepKind.OFFERS: Label("Klyngerne melder tilbage", "Clusters answer"),
        StepKind.CONSULTATION: Label("Kommentering", "Comments"),
        StepKind.IMPLEMENTATION: Label("Implementering hos modtagere", "Implementation at receivers"),
        StepKind.EVALUATION: Label("Evaluering", "Evaluation"),
    },
    TemplateOrigin: {
        TemplateOrigin.DOCUMENT: Label("efter notatets trinliste", "from the paper's list of steps"),
        TemplateOrigin.HINTS: Label(
            "sammensat af spor i papirerne, ikke en vedtaget trinliste",
            "put together from hints, no list that anybody has adopted",
        ),
        TemplateOrigin.PEOPLE: Label("lavet i Tværblik", "made in Tværblik"),
    },
    CourseState: {
        CourseState.DONE: Label("Gennemført", "Done"),
        CourseState.CURRENT: Label("Her nu", "Here now"),
        CourseState.AHEAD: Label("Forude", "Ahead"),
        CourseState.SKIPPED: Label("Sprunget over", "Skipped"),
        CourseState.PASSED: Label("Passeret uden oplysning", "Passed without a word"),
        CourseState.NOT_RELEVANT: Label("Ikke relevant", "Not relevant"),
    },
    FactKind: {
        FactKind.MOVED: Label("Flyttet hertil", "Moved here"),
        FactKind.REACHED: Label("Gennemført", "Done"),
        FactKind.WAITING: Label("Afventer her", "Waiting here"),
        FactKind.PLANNED: Label("Planlagt", "Planned"),
        FactKind.NOT_RELEVANT: Label("Ikke relevant", "Not relevant"),
        FactKind.SKIPPED: Label("Sprunget over", "Skipped"),
        FactKind.HELD: Label("Ny ansvarlig i trinnet", "Another holder"),
        FactKind.PAPER: Label("Papir lagt ved", "Paper added"),
        FactKind.NOTE: Label("Notat", "Note"),
    },
    OverlapVerdict: {
        OverlapVerdict.SAME: Label("Det samme", "The same"),
        OverlapVerdict.BUILD_ON: Label("Byg videre på", "Build on"),
        OverlapVerdict.NOT_SAME: Label("Ikke det samme", "Not the same"),
    },
    DecisionSubject: {
        DecisionSubject.MANDATE: Label("Kommissorium", "Terms of reference"),
        DecisionSubject.SOLVER: Label("Hvem løser opgaven", "Who solves the task"),
        DecisionSubject.ASSIGNMENT: Label("Opdrag og ramme", "Assignment and frame"),
        DecisionSubject.AGREEMENT: Label("Den fælles aftale", "The common agreement"),
        DecisionSubject.PRODUCT: Label("Produktet", "The product"),
        DecisionSubject.SPREAD: Label("Spredning til øvrige", "Spread to the others"),
        DecisionSubject.POLITICAL: Label("Politisk godkendelse", "Political approval"),
        DecisionSubject.OTHER: Label("Andet", "Other"),
    },
    DecisionOutcome: {
        DecisionOutcome.APPROVED: Label("Godkendt", "Approved"),
        DecisionOutcome.APPROVED_WITH_CHANGES: Label("Godkendt med ændringer", "Approved with changes"),
        DecisionOutcome.SENT_BACK: Label("Sendt tilbage", "Sent back"),
        DecisionOutcome.POSTPONED: Label("Udsat", "Postponed"),
        DecisionOutcome.REJECTED: Label("Afvist", "Rejected"),
        DecisionOutcome.NOTED: Label("Taget til efterretning", "Noted"),
    },
    OfferAnswer: {
        OfferAnswer.YES: Label("Vil løse opgaven", "Wants the task"),
        OfferAnswer.JOINTLY: Label("Vil løse den sammen med andre", "Wants it with others"),
        OfferAnswer.ALTERNATIVE: Label("Vil lave en alternativ løsning", "Wants to make an alternative"),
        OfferAnswer.NO: Label("Ønsker ikke opgaven", "Does not want it"),
    },
    ReplyAnswer: {
        ReplyAnswer.NO_COMMENTS: Label("Ingen bemærkninger", "No comments"),
        ReplyAnswer.COMMENTS: Label("Med bemærkninger", "With comments"),
    },
    RoundEvent: {
        RoundEvent.ANSWERED: Label("Har svaret", "Answered"),
        RoundEvent.REMINDED: Label("Påmindet", "Reminded"),
        RoundEvent.DUE_MOVED: Label("Fristen flyttet", "Due day moved"),
        RoundEvent.CLOSED: Label("Runden lukket", "Round closed"),
    },
    RoundState: {
        RoundState.OVERDUE: Label("Fristen er overskredet", "Past its due day"),
        RoundState.OPEN: Label("Åben", "Open"),
        RoundState.ANSWERED: Label("Alle har svaret", "All have answered"),
        RoundState.CLOSED: Label("Lukket", "Closed"),
    },
    EvaluationState: {
        EvaluationState.OVERDUE: Label("Overskredet", "Overdue"),
        EvaluationState.SOON: Label("Inden for 90 dage", "Within 90 days"),
        EvaluationState.UNPLANNED: Label("Uden plan", "Without a plan"),
        EvaluationState.LATER: Label("Senere", "Later"),
        EvaluationState.DONE: Label("Evalueret", "Evaluated"),
    },
    Uptake: {
        Uptake.YES: Label("Ja", "Yes"),
        Uptake.PARTLY: Label("Delvist", "Partly"),
        Uptake.IN_PROGRESS: Label("På vej", "In progress"),
        Uptake.PLANNED: Label("Planlagt", "Planned"),
        Uptake.NO: Label("Nej", "No"),
        Uptake.NOT_RELEVANT: Label("Ikke relevant", "Not relevant"),
    },
    Rhythm: {
        Rhythm.MONTHLY_BUT_JULY: Label("Hver måned undtagen juli", "Monthly except July"),
        Rhythm.QUARTERLY: Label("Hvert kvartal", "Quarterly"),
        Rhythm.HALF_YEARLY: Label("To gange om året", "Twice a year"),
        Rhythm.YEARLY: Label("Én gang om året", "Once a year"),
        Rhythm.NONE: Label("Efter behov", "As needed"),
    },
    MeetingState: {
        MeetingState.PLANNED: Label("Planlagt", "Planned"),
        MeetingState.HELD: Label("Holdt", "Held"),
        MeetingState.CANCELLED: Label("Aflyst", "Cancelled"),
    },
    MeetingDeedKind: {
        MeetingDeedKind.FROZEN: Label("Grundlaget frosset", "Basis frozen"),
        MeetingDeedKind.HELD: Label("Mødet holdt", "Meeting held"),
        MeetingDeedKind.CANCELLED: Label("Mødet aflyst", "Meeting cancelled"),
        MeetingDeedKind.DAY_MOVED: Label("Mødet flyttet", "Meeting moved"),
        MeetingDeedKind.ACCEPTED: Label("Punkt taget med", "Point taken"),
        MeetingDeedKind.ADDED: Label("Eget punkt tilføjet", "Own point added"),
        MeetingDeedKind.EDITED: Label("Punkt rettet", "Point edited"),
        MeetingDeedKind.DROPPED: Label("Punkt fravalgt", "Point dropped"),
        MeetingDeedKind.PLACED: Label("Punkt flyttet i dagsordenen", "Point placed elsewhere"),
        MeetingDeedKind.TREATED: Label("Punkt behandlet", "Point treated"),
        MeetingDeedKind.MOVED_ON: Label("Punkt udskudt til næste møde", "Point moved to the next meeting"),
    },
    SeriesEventKind: {
        SeriesEventKind.CHANGED: Label("Møderækken rettet", "Series edited"),
        SeriesEventKind.ENDED: Label("Møderækken afsluttet", "Series ended"),
    },
    PointState: {
        PointState.PLANNED: Label("På dagsordenen", "On the agenda"),
        PointState.TREATED: Label("Behandlet", "Treated"),
        PointState.DROPPED: Label("Fravalgt", "Dropped"),
        PointState.MOVED_ON: Label("Udskudt til næste møde", "Moved to the next meeting"),
    },
    AgendaReason: {
        AgendaReason.GOT_WORSE: Label("Er blevet dårligere", "Got worse"),
        AgendaReason.GOT_BETTER: Label("Er blevet bedre", "Got better"),
        AgendaReason.RED_WITHOUT_WORDS: Label("Rød uden forklaring", "Red without a reason"),
        AgendaReason.END_PASSED: Label("Slutdato passeret", "End date passed"),
        AgendaReason.MILESTONE_PASSED: Label("Milepæl passeret", "Milestone passed"),
        AgendaReason.STEP_OVERDUE: Label("Længere end sædvanligt i trinnet", "Longer than usual in its step"),
        AgendaReason.EVALUATION_DUE: Label("Skal evalueres", "Evaluation due"),
        AgendaReason.DECISION_ASKED: Label("Beslutning ønskes", "Decision asked for"),
        AgendaReason.READY_FOR_SPREAD: Label("Klar til spredning", "Ready for spread"),
        AgendaReason.POSSIBLE_OVERLAP: Label("Muligt overlap", "Possible overlap"),
        AgendaReason.SILENT: Label("Intet hørt i to måneder", "Nothing heard for two months"),
        AgendaReason.ACTION_OVERDUE: Label("Aftalt handling over fristen", "Action past its due day"),
        AgendaReason.ACTION_OPEN: Label("Åben aftalt handling", "Open action"),
        AgendaReason.MOVED_HERE: Label("Udskudt fra sidste møde", "Moved from the last meeting"),
        AgendaReason.OWN: Label("Eget punkt", "Own point"),
    },
    AgendaSection: {
        AgendaSection.SINCE_LAST: Label("Siden sidst", "Since last time"),
        AgendaSection.DECIDE: Label("Til beslutning", "For decision"),
        AgendaSection.DISCUSS: Label("Til drøftelse", "For discussion"),
        AgendaSection.INFORM: Label("Til orientering", "For information"),
        AgendaSection.ACTIONS: Label("Opfølgning", "Follow-up"),
    },
    NoteKind: {
        NoteKind.DECISION: Label("Beslutning", "Decision"),
        NoteKind.NOTE: Label("Referat", "Minutes"),
    },
    ActionEventKind: {
        ActionEventKind.DONE: Label("Udført", "Done"),
        ActionEventKind.REOPENED: Label("Åbnet igen", "Opened again"),
        ActionEventKind.DUE_MOVED: Label("Frist flyttet", "Due day moved"),
        ActionEventKind.CHANGED: Label("Rettet", "Changed"),
    },
}


def label(code: StrEnum | None, language: str = "da") -> str:
    """Give what people read for a code; ``None`` reads "Ikke angivet"."""
    return (UNKNOWN if code is None else LABELS[type(code)][code]).text(language)


def code_or_none(codes: type[Code], text: str | None) -> Code | None:
    """Give the code with this value, or ``None`` when there is none such."""
    try:
        return None if text is None else codes(text)
    except ValueError:
        return None
