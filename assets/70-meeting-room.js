/* The meeting's room: one point at a time, and what is written there kept at each pause.

   What somebody writes is kept on this computer at each stroke, and sent when the writing pauses, the field is left,
   another point is shown or the page goes away. It is taken off this computer only when the server has said that it
   has it; without a connection it waits, also over a reload. A text goes out with the number of the text it was
   written on top of: where somebody else has written meanwhile the server refuses it, and both are shown side by
   side until a person chooses. Actions and what is said of a point go the same way, one after the other.

   What changes in the room is drawn here, in places that are laid out empty; sentences stand in data-words, in the
   reader's language. Texts only ever become text. */
(function () {
  "use strict";

  const PAUSE = 900; // milliseconds without a stroke before a text is sent
  const LONGEST_UNSENT = 5000; // of writing without a pause
  const LOOK = 4000; // between two looks at what others have written
  const RETRY = [1000, 2000, 4000, 8000]; // between two tries without a connection
  const PATIENCE = 12000; // for an answer, before it counts as none
  const DIGITS = 700; // milliseconds to wait for a point's second digit
  const SWIPE = 60; // pixels

  const OFFLINE = Symbol("offline");
  const now = () => new Date();
  const TIME = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" };
  const clock = (at) => at.toLocaleTimeString("da-DK", TIME);

  function make(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const setText = (place, text) => {
    if (place && place.textContent !== text) place.textContent = text;
  };

  /* --- what this computer keeps ------------------------------------------------------------------------------- */

  /* Each tab keeps its own, so that two windows on one meeting do not write over each other's. A tab holds a lock as
     long as it lives; what a tab has left behind is taken over by the next one that looks. */
  const PREFIX = "tvaerblik-rum";
  const locks = window.isSecureContext ? window.navigator.locks : undefined;
  const newTab = () => Math.random().toString(36).slice(2, 10);

  function session(name, value) {
    try {
      if (value !== undefined) window.sessionStorage.setItem(name, value);
      return window.sessionStorage.getItem(name);
    } catch {
      return null;
    }
  }

  let tab = session(`${PREFIX}-fane`) || newTab();

  /* A tab that was copied has the number of the other one, whose lock is held. */
  async function ownTab() {
    for (;;) {
      session(`${PREFIX}-fane`, tab);
      if (!locks) return;
      const isOurs = await new Promise((resolve) => {
        const hold = (lock) => {
          resolve(Boolean(lock));
          return lock ? new Promise(() => {}) : undefined;
        };
        locks.request(`${PREFIX}-${tab}`, { ifAvailable: true }, hold);
      });
      if (isOurs) return;
      tab = newTab();
    }
  }

  const tabReady = ownTab();

  async function livingTabs() {
    if (!locks) return new Set();
    const { held } = await locks.query();
    return new Set(held.map((lock) => lock.name.replace(`${PREFIX}-`, "")));
  }

  class Kept {
    constructor(meeting) {
      this.meeting = meeting;
      this.isWorking = true;
      this.memory = new Map();
    }

    key(name, owner = tab) {
      return `${PREFIX}:${this.meeting}:${owner}:${name}`;
    }

    put(name, value) {
      this.memory.set(name, value);
      try {
        window.localStorage.setItem(this.key(name), JSON.stringify(value));
        this.isWorking = true;
      } catch {
        this.isWorking = false; // told in the state: this text lives in the window alone
      }
    }

    drop(name, owner = tab) {
      if (owner === tab) this.memory.delete(name);
      try {
        window.localStorage.removeItem(this.key(name, owner));
      } catch {
        // nothing was kept there
      }
    }

    /* Give what this tab and tabs that are gone have left: [owner, name, value]. */
    async left() {
      const alive = await livingTabs();
      const found = [];
      try {
        for (let place = 0; place < window.localStorage.length; place += 1) {
          const key = window.localStorage.key(place);
          const [prefix, meeting, owner, ...name] = key.split(":");
          if (prefix !== PREFIX || meeting !== this.meeting) continue;
          if (owner !== tab && alive.has(owner)) continue;
          found.push([owner, name.join(":"), JSON.parse(window.localStorage.getItem(key))]);
        }
      } catch {
        return [];
      }
      return found;
    }
  }

  /* --- the way to the server ---------------------------------------------------------------------------------- */

  async function ask(address, options) {
    const patience = options.keepalive ? undefined : window.AbortSignal.timeout(PATIENCE);
    try {
      const answer = await window.fetch(address, { cache: "no-store", signal: patience, ...options });
      if (answer.status === 204) return { status: 204, told: null };
      if (answer.status >= 500) return OFFLINE;
      return { status: answer.status, told: await answer.json() };
    } catch {
      return OFFLINE;
    }
  }

  const post = (address, values, keepalive = false) =>
    ask(address, { method: "POST", body: new URLSearchParams(values), keepalive });

  /* --- a field ---------------------------------------------------------------------------------------------------- */

  class Field {
    constructor(room, area) {
      this.room = room;
      this.area = area;
      this.point = area.dataset.point;
      this.kind = area.dataset.kind;
      this.box = area.closest("[data-field]");
      this.base = ""; // the number of the text that ours is written on top of
      this.baseText = "";
      this.other = null; // a text that somebody else wrote meanwhile
      this.refusal = "";
      this.isSending = false;
      this.savedAt = null;
      this.unsentSince = 0;
    }

    get name() {
      return `${this.kind}:${this.point}`;
    }

    get text() {
      return this.area.value;
    }

    get isUnsent() {
      return this.text !== this.baseText;
    }

    /* Take the text that stands on the server, unless there is something of ours. */
    follow(newest) {
      const number = newest ? String(newest.id) : "";
      if (number === this.base || this.isSending) return;
      const text = newest ? newest.text : "";
      if (this.other) {
        if (number !== String(this.other.id)) this.part(newest);
      } else if (!this.isUnsent || text === this.text) {
        if (this.isUnsent) this.savedAt = now(); // ours, whose answer was lost on the way
        this.base = number;
        this.baseText = text;
        if (this.text !== text) this.write(text);
        if (this.room.isReady) this.room.kept.drop(this.name); // before that, what is kept has not been taken up
        this.refusal = "";
        this.show(newest);
      }
    }

    write(text) {
      const { selectionStart, value } = this.area;
      const atEnd = selectionStart === value.length;
      this.area.value = text;
      if (document.activeElement === this.area) {
        const place = atEnd ? text.length : Math.min(selectionStart, text.length);
        this.area.setSelectionRange(place, place);
      }
      this.grow();
    }

    grow() {
      this.area.style.height = "auto";
      this.area.style.height = `${this.area.scrollHeight + 2}px`;
    }

    /* Put back what was kept on this computer. */
    restore(kept) {
      if (kept.text === this.baseText) {
        this.room.kept.drop(this.name);
        return;
      }
      this.base = kept.base; // where the server has a newer one, ours is refused and both are shown
      this.write(kept.text);
      this.keep();
      this.send();
    }

    keep() {
      this.room.kept.put(this.name, { text: this.text, base: this.base });
    }

    written() {
      this.refusal = "";
      this.grow();
      if (!this.isUnsent && !this.other) {
        this.room.kept.drop(this.name);
        this.room.tell();
        return;
      }
      this.keep();
      this.unsentSince = this.unsentSince || Date.now();
      window.clearTimeout(this.timer);
      const isLong = Date.now() - this.unsentSince > LONGEST_UNSENT;
      this.timer = window.setTimeout(() => this.send(), isLong ? 0 : PAUSE);
      this.show();
      this.room.tell();
    }

    async send(keepalive = false) {
      window.clearTimeout(this.timer);
      if (this.isSending || this.other || this.refusal || !this.isUnsent) return;
      this.isSending = true;
      this.unsentSince = 0;
      const text = this.text;
      const values = { punkt: this.point, slags: this.kind, tekst: text, efter: this.base };
      this.show();
      this.room.tell();
      const answer = await post(`${this.room.route}/tekst`, values, keepalive);
      this.isSending = false;
      this.answered(answer, text);
      this.show();
      this.room.tell();
    }

    answered(answer, text) {
      if (answer === OFFLINE) {
        this.room.lost();
        return;
      }
      const { status, told } = answer;
      if (status === 409) {
        this.room.found();
        this.part(told.newest);
      } else if (status !== 200) {
        this.room.found();
        this.refusal = told.message;
        this.room.hear(told.message);
      } else {
        this.base = String(told.id);
        this.baseText = text;
        this.savedAt = now();
        this.room.found();
        this.room.apply(told.state);
        if (this.isUnsent) {
          this.keep();
          this.written();
        } else {
          this.room.kept.drop(this.name);
        }
      }
    }

    show(newest) {
      const said = this.box.querySelector("[data-said]");
      if (newest) this.lastBy = { by: newest.by, at: newest.at };
      else if (newest === null) this.lastBy = null;
      said.classList.toggle("is-refused", Boolean(this.refusal));
      setText(said, this.words());
    }

    words() {
      const { room } = this;
      if (this.refusal) return room.say("refused", { why: this.refusal });
      if (this.other) return room.say("parted");
      if (this.isSending) return room.say("saving");
      if (this.isUnsent && room.isLost) return room.say(room.kept.isWorking ? "offline_field" : "offline_unkept");
      if (this.isUnsent) return room.say("writing");
      if (this.savedAt) return room.say("saved", { time: clock(this.savedAt) });
      if (this.lastBy) return room.say("last", this.lastBy);
      return "";
    }

    /* --- two have written ------------------------------------------------------------------------------------------ */

    part(other) {
      if (other && other.text === this.text) {
        this.other = null;
        this.base = String(other.id);
        this.baseText = other.text;
        this.room.kept.drop(this.name);
        this.unpart();
        return;
      }
      const isNew = !this.other;
      this.other = other || { id: "", text: "", by: "", at: "" };
      this.keep();
      const place = this.box.querySelector("[data-parted]");
      const head = make("h3", { id: `${this.area.id}-anden` }, this.room.say("other_text", this.other));
      const text = make("p", { class: "room-other-text", tabindex: "0", "aria-labelledby": head.id }, this.other.text || this.room.say("other_empty"));
      const buttons = ["join", "mine", "theirs"].map((way) => {
        const button = make("button", { type: "button", class: way === "join" ? "btn-main" : "btn-quiet" }, this.room.say(`choose_${way}`));
        button.addEventListener("click", () => this.choose(way));
        return button;
      });
      place.replaceChildren(head, text, make("p", { class: "room-hint" }, this.room.say("choose_hint")), make("div", { class: "room-buttons" }, ...buttons));
      this.box.classList.add("is-parted");
      this.show();
      if (isNew) this.room.hear(this.room.say("parted"));
    }

    unpart() {
      this.box.classList.remove("is-parted");
      this.box.querySelector("[data-parted]").replaceChildren();
    }

    choose(way) {
      const { other } = this;
      this.other = null;
      this.base = String(other.id);
      this.baseText = other.text;
      if (way === "theirs") this.write(other.text);
      if (way === "join") this.write([other.text, this.text].filter(Boolean).join("\n"));
      this.unpart();
      this.area.focus();
      if (this.isUnsent) this.keep();
      else this.room.kept.drop(this.name);
      this.send();
      this.show();
      this.room.tell();
    }
  }

  /* --- earlier texts of a field ----------------------------------------------------------------------------------- */

  async function showVersions(room, fold) {
    const field = room.fields.get(fold.dataset.versions);
    const place = fold.querySelector("[data-list]");
    const answer = await ask(`${room.route}/udgaver?${new URLSearchParams({ punkt: field.point, slags: field.kind })}`, {});
    if (answer === OFFLINE || answer.status !== 200) {
      place.replaceChildren(make("p", {}, room.say("no_versions")));
      return;
    }
    const items = answer.told.versions.map((it) => {
      const button = make("button", { type: "button", class: "btn-quiet" }, room.say("use_version"));
      button.setAttribute("aria-label", room.say("use_version_of", it));
      button.addEventListener("click", () => {
        field.write(it.text);
        field.written();
        fold.open = false;
        field.area.focus();
      });
      const text = it.text || room.say("other_empty");
      return make("li", {}, make("p", { class: "room-when" }, room.say("version_of", it)), make("p", { class: "room-other-text" }, text), button);
    });
    place.replaceChildren(items.length ? make("ol", {}, ...items) : make("p", {}, room.say("first_version")));
  }

  /* --- the room ---------------------------------------------------------------------------------------------------- */

  class Room {
    constructor(root) {
      this.root = root;
      this.meeting = root.dataset.room;
      this.route = root.dataset.route;
      this.words = JSON.parse(root.dataset.words);
      this.kept = new Kept(this.meeting);
      this.points = [...root.querySelectorAll("[data-point-place]")];
      this.place = Math.max(0, this.points.findIndex((point) => !point.hidden));
      this.fields = new Map();
      this.waiting = []; // deeds on their way, in order
      this.isSendingDeed = false;
      this.isLost = false;
      this.tries = 0;
      this.mark = -1;
      this.savedAt = null;
      this.digits = "";
    }

    say(name, facts = {}) {
      return this.words[name].replace(/\{(\w+)\}/g, (whole, fact) => (fact in facts ? facts[fact] : whole));
    }

    hear(text) {
      setText(this.root.querySelector("[data-heard]"), text);
    }

    async start() {
      for (const area of this.root.querySelectorAll("textarea[data-kind]")) {
        const field = new Field(this, area);
        this.fields.set(field.name, field);
      }
      await tabReady;
      this.apply(JSON.parse(this.root.dataset.state));
      await this.takeUp();
      this.isReady = true;
      this.root.setAttribute("data-ready", "");
      for (const field of this.fields.values()) field.grow();
      this.tell();
      this.tick();
      this.timers = [window.setInterval(() => this.look(), LOOK), window.setInterval(() => this.tick(), 5000)];
    }

    stop() {
      for (const timer of this.timers || []) window.clearInterval(timer);
      this.sendAll();
    }

    /* What was left on this computer is put back and sent. */
    async takeUp() {
      for (const [owner, name, value] of await this.kept.left()) {
        if (owner !== tab) this.kept.drop(name, owner);
        if (name === "deeds") {
          this.waiting.push(...value);
          continue;
        }
        const field = this.fields.get(name);
        if (!field) {
          if (owner !== tab) this.kept.put(name, value); // its point is not shown now: kept until it is
        } else if (field.isUnsent && field.text !== value.text) {
          field.write(`${field.text}\n${value.text}`); // two windows had something for the same field
          field.keep();
        } else {
          field.restore(value);
        }
      }
      if (this.waiting.length) {
        this.keepDeeds();
        this.sendDeeds();
      }
      this.draw();
    }

    get isUnsent() {
      return this.waiting.some((deed) => !deed.refusal) || [...this.fields.values()].some((field) => field.isUnsent);
    }

    sendAll(keepalive = false) {
      for (const field of this.fields.values()) field.send(keepalive);
      this.sendDeeds(keepalive);
    }

    /* --- with and without a connection ----------------------------------------------------------------------------- */

    lost() {
      if (!this.isLost) this.hear(this.say(this.kept.isWorking ? "offline" : "offline_unkept"));
      this.isLost = true;
      window.clearTimeout(this.again);
      this.again = window.setTimeout(() => this.retry(), RETRY[Math.min(this.tries, RETRY.length - 1)]);
      this.tries += 1;
      for (const field of this.fields.values()) field.show();
      this.tell();
    }

    found() {
      if (this.isLost) {
        this.hear(this.say("back"));
        window.setTimeout(() => this.sendAll(), 0); // also what other fields have waiting
      }
      this.isLost = false;
      this.tries = 0;
      window.clearTimeout(this.again);
      this.tell();
    }

    async retry() {
      const answer = await this.ask();
      if (answer === OFFLINE) {
        this.lost();
        return;
      }
      this.found();
      if (answer.told) this.apply(answer.told);
      this.sendAll();
    }

    ask() {
      return ask(`${this.route}/rum?${new URLSearchParams({ efter: String(this.mark) })}`, {});
    }

    async look() {
      if (document.hidden || this.isLost || this.isSendingDeed || [...this.fields.values()].some((it) => it.isSending)) return;
      const answer = await this.ask();
      if (answer === OFFLINE) this.lost();
      else if (answer.status === 200) this.apply(answer.told);
      if (!this.isLost && this.isUnsent) this.sendAll(); // nothing waits for long, whatever came in between
    }

    /* Say how it stands with what is written. */
    tell() {
      const place = this.root.querySelector("[data-state-said]");
      const fields = [...this.fields.values()];
      const parted = fields.find((field) => field.other);
      let [look, words] = ["saved", this.say(this.savedAt ? "all_saved" : "all_saved_before", { time: this.savedAt ? clock(this.savedAt) : "" })];
      const times = fields.map((field) => field.savedAt).filter(Boolean);
      if (times.length || this.deedAt) {
        this.savedAt = new Date(Math.max(...times, this.deedAt || 0));
        words = this.say("all_saved", { time: clock(this.savedAt) });
      }
      if (parted) [look, words] = ["warning", this.say("parted_at", { number: this.numberOf(parted.point) })];
      else if (fields.some((field) => field.refusal) || this.waiting.some((deed) => deed.refusal)) [look, words] = ["warning", this.say("some_refused")];
      else if (this.isLost) [look, words] = ["offline", this.say(this.isUnsent ? (this.kept.isWorking ? "offline" : "offline_unkept") : "offline_nothing")];
      else if (this.isSendingDeed || fields.some((field) => field.isSending)) [look, words] = ["saving", this.say("saving")];
      else if (this.isUnsent) [look, words] = ["saving", this.say("writing")];
      place.dataset.look = look;
      setText(place, words);
    }

    numberOf(key) {
      return this.points.findIndex((point) => point.dataset.pointPlace === key) + 1;
    }

    /* --- deeds: actions, and what is said of a point ------------------------------------------------------------------ */

    keepDeeds() {
      if (this.waiting.length) this.kept.put("deeds", this.waiting);
      else this.kept.drop("deeds");
    }

    do(deed, point, values, shown) {
      this.waiting.push({ deed, point, values, shown: shown || null, key: newTab() });
      this.keepDeeds();
      this.draw();
      this.sendDeeds();
    }

    async sendDeeds(keepalive = false) {
      if (this.isSendingDeed) return;
      const next = this.waiting.find((deed) => !deed.refusal);
      if (!next) return;
      this.isSendingDeed = true;
      this.tell();
      const answer = await post(`${this.route}/${next.deed}`, { punkt: next.point, noegle: next.key, ...next.values }, keepalive);
      this.isSendingDeed = false;
      if (answer === OFFLINE) {
        this.lost();
        this.draw();
        return;
      }
      this.found();
      if (answer.status === 200) {
        this.waiting = this.waiting.filter((deed) => deed !== next);
        this.deedAt = now();
        this.undo = answer.told.undo ? { ...answer.told.undo, point: next.point } : null;
        this.hear(answer.told.message || "");
        this.told = answer.told.message || "";
        this.apply(answer.told.state);
      } else {
        next.refusal = answer.told.message;
        this.hear(next.refusal);
      }
      this.keepDeeds();
      this.draw();
      this.tell();
      this.sendDeeds(keepalive);
    }

    /* --- what stands now ------------------------------------------------------------------------------------------------ */

    apply(state) {
      if (!state || state.mark < this.mark) return;
      this.mark = state.mark;
      this.state = state;
      for (const [key, point] of Object.entries(state.points)) {
        for (const kind of ["decision", "note"]) {
          const field = this.fields.get(`${kind}:${key}`);
          if (field) field.follow(point[kind]);
        }
      }
      const shown = this.points.map((point) => point.dataset.pointPlace).join(" ");
      this.root.querySelector("[data-changed]").hidden = !this.isReady || shown === state.order.join(" ");
      this.draw();
      this.tell();
    }

    draw() {
      if (!this.state) return;
      for (const point of this.points) this.drawPoint(point);
      const shown = this.points[this.place] && this.standing(this.points[this.place].dataset.pointPlace);
      for (const button of this.root.querySelectorAll("[data-do]")) {
        button.hidden = (button.dataset.do === "igen") === (shown === "planned");
      }
      for (const entry of this.root.querySelectorAll("[data-rail]")) {
        const standing = this.standing(entry.dataset.rail);
        const mark = entry.querySelector("[data-mark]");
        entry.dataset.standing = standing;
        setText(mark, this.words[`mark_${standing}`]);
      }
    }

    /* How a point stands, with what is on its way. */
    standing(key) {
      const known = this.state.points[key];
      const last = this.waiting.filter((deed) => deed.point === key && !deed.refusal).at(-1);
      const meant = last && { faerdig: "treated", videre: "moved_on", igen: "planned" }[last.deed];
      return meant || (known ? known.state : "planned");
    }

    drawPoint(section) {
      const key = section.dataset.pointPlace;
      const point = this.state.points[key];
      if (!point) return;
      const standing = this.standing(key);
      section.dataset.standing = standing;
      setText(section.querySelector("[data-standing-said]"), point.state === standing ? point.said : this.words[`mark_${standing}`]);
      const waiting = this.waiting.filter((deed) => deed.point === key);
      const isHere = (deed) => !deed.refusal && point.actions.some((it) => it.text === deed.values.hvad.trim());
      const actions = waiting.filter((deed) => deed.deed === "handling" && !isHere(deed)).map((deed) => this.waitingItem(deed));
      const decisions = waiting.filter((deed) => deed.deed === "beslut").map((deed) => this.waitingItem(deed));
      section.querySelector("[data-actions]").replaceChildren(...point.actions.map((it) => this.actionItem(it, key)), ...actions);
      const decided = section.querySelector("[data-decided]");
      if (decided) decided.replaceChildren(...point.decisions.map((it) => this.decisionItem(it, key)), ...decisions);
      const others = waiting.filter((deed) => deed.refusal && !["handling", "beslut"].includes(deed.deed));
      section.querySelector("[data-told]").replaceChildren(...this.undoItem(key), ...others.map((deed) => this.waitingItem(deed)));
    }

    undoItem(key) {
      if (!this.undo || this.undo.point !== key) return [];
      const button = make("button", { type: "button", class: "btn-quiet", "data-undo": "" }, this.undo.label);
      const { deed, values } = this.undo;
      button.addEventListener("click", () => {
        this.undo = null;
        this.do(deed, key, values);
      });
      return [make("p", {}, this.told, " ", button)];
    }

    waitingItem(deed) {
      const said = deed.shown || this.say("deed_waiting");
      if (!deed.refusal) return make("li", { class: "is-waiting" }, said, " ", make("span", { class: "room-when" }, this.say(this.isLost ? "waits" : "saving")));
      const away = make("button", { type: "button", class: "btn-quiet" }, this.say("remove"));
      away.addEventListener("click", () => {
        this.waiting = this.waiting.filter((it) => it !== deed);
        this.keepDeeds();
        this.draw();
        this.tell();
      });
      const edit = make("button", { type: "button", class: "btn-quiet" }, this.say("edit"));
      edit.addEventListener("click", () => {
        this.refill(deed);
        away.click();
      });
      const canEdit = Boolean(this.formOf(deed));
      return make("li", { class: "is-refused" }, said, " ", make("span", { class: "room-when" }, this.say("refused", { why: deed.refusal })), " ", ...(canEdit ? [edit, " "] : []), away);
    }

    formOf(deed) {
      return this.root.querySelector(`form[data-room-form="${deed.deed}"][data-point="${CSS.escape(deed.point)}"]`);
    }

    refill(deed) {
      const form = this.formOf(deed);
      for (const [name, value] of Object.entries(deed.values)) {
        if (form.elements[name]) form.elements[name].value = value;
      }
      this.show(this.numberOf(deed.point) - 1);
      form.querySelector("input, textarea, select").focus();
    }

    actionItem(it, key) {
      const undo = this.takeBack(it, key, "fortryd-handling", this.say("undo_action", { what: it.text }));
      return make("li", {}, make("strong", {}, it.text), " ", make("span", { class: "room-when" }, it.said), " ", undo);
    }

    decisionItem(it, key) {
      const undo = this.takeBack(it, key, "fortryd-beslutning", this.say("undo_decision", { what: it.said }));
      return make("li", {}, it.said, " ", undo);
    }

    takeBack(it, key, deed, label) {
      const button = make("button", { type: "button", class: "btn-quiet room-small", "aria-label": label }, this.say("undo"));
      button.addEventListener("click", () => this.do(deed, key, { nummer: it.id }));
      return button;
    }

    /* --- which point is shown ---------------------------------------------------------------------------------------------- */

    show(place, isTold = true) {
      const next = Math.min(Math.max(place, 0), this.points.length - 1);
      if (!this.points.length) return;
      this.sendAll();
      if (next === this.place && isTold) {
        this.hear(this.say(place < 0 ? "is_first" : "is_last"));
      }
      this.place = next;
      for (const [number, point] of this.points.entries()) point.hidden = number !== next;
      for (const entry of this.root.querySelectorAll("[data-go]")) {
        const isShown = Number(entry.dataset.go) === next;
        if (isShown) entry.setAttribute("aria-current", "step");
        else entry.removeAttribute("aria-current");
        if (isShown) entry.scrollIntoView({ block: "nearest" });
      }
      setText(this.root.querySelector("[data-place-said]"), this.say("place", { number: next + 1, count: this.points.length }));
      for (const button of this.root.querySelectorAll("[data-step]")) {
        button.setAttribute("aria-disabled", String(Number(button.dataset.step) < 0 ? next === 0 : next === this.points.length - 1));
      }
      const asked = new URLSearchParams(window.location.search);
      asked.set("punkt", String(next + 1));
      window.history.replaceState({}, "", `${window.location.pathname}?${asked}`);
      for (const field of this.fields.values()) field.grow();
      this.draw();
      this.root.querySelector("[data-stage]").scrollTop = 0;
      window.scrollTo(0, 0);
      const head = this.points[next].querySelector("h2");
      head.focus({ preventScroll: true });
    }

    step(by) {
      this.show(this.place + by);
    }

    /* --- the jump -------------------------------------------------------------------------------------------------------------- */

    openJump() {
      const jump = this.root.querySelector("[data-jump]");
      jump.hidden = false;
      const input = jump.querySelector("input");
      input.value = "";
      this.listJump();
      input.focus();
    }

    closeJump() {
      const jump = this.root.querySelector("[data-jump]");
      if (jump.hidden) return false;
      jump.hidden = true;
      this.points[this.place].querySelector("h2").focus({ preventScroll: true });
      return true;
    }

    matches() {
      const asked = this.root.querySelector("[data-jump] input").value.trim().toLocaleLowerCase("da");
      const titles = this.points.map((point, place) => [place, point.querySelector("h2").textContent]);
      if (/^\d+$/.test(asked)) return titles.filter(([place]) => String(place + 1).startsWith(asked));
      return titles.filter(([, title]) => title.toLocaleLowerCase("da").includes(asked));
    }

    listJump() {
      const list = this.root.querySelector("[data-jump] [data-list]");
      const items = this.matches().map(([place, title]) => {
        const button = make("button", { type: "button", class: "room-jump-to" }, title);
        button.addEventListener("click", () => this.jump(place));
        return make("li", {}, button);
      });
      list.replaceChildren(...items);
      setText(this.root.querySelector("[data-jump] [data-found]"), this.say("found", { count: items.length }));
    }

    jump(place) {
      this.root.querySelector("[data-jump]").hidden = true;
      this.show(place, false);
    }

    digit(typed) {
      window.clearTimeout(this.digitTimer);
      this.digits += typed;
      const number = Number(this.digits);
      const go = () => {
        this.digits = "";
        if (number >= 1 && number <= this.points.length) this.jump(number - 1);
        else this.hear(this.say("no_such", { number }));
      };
      if (number * 10 > this.points.length) go();
      else this.digitTimer = window.setTimeout(go, DIGITS);
    }

    /* --- the clock ---------------------------------------------------------------------------------------------------------------- */

    tick() {
      const place = this.root.querySelector("[data-clock]");
      if (!place || place.hidden) return;
      const time = clock(now());
      const ends = place.dataset.ends ? new Date(place.dataset.ends) : null;
      const begins = place.dataset.begins ? new Date(place.dataset.begins) : null;
      const left = ends ? Math.round((ends - now()) / 60000) : null;
      const isOn = left !== null && begins <= now() && left > -180;
      const words = !isOn ? time : left >= 0 ? this.say("clock_left", { time, minutes: left }) : this.say("clock_over", { time, minutes: -left });
      place.dataset.look = isOn && left < 0 ? "over" : "";
      setText(place, words);
    }
  }

  /* --- the one room that stands ----------------------------------------------------------------------------------------------------- */

  let room = null;

  function seek() {
    const root = document.querySelector("[data-room]");
    if (room && room.root === root) return;
    if (room) room.stop();
    room = root ? new Room(root) : null;
    if (room) {
      settings(room);
      room.start();
    }
  }

  new MutationObserver(seek).observe(document.documentElement, { childList: true, subtree: true });

  /* Keys of one sign can be turned off (WCAG 2.1.4), the clock can be shown; this computer remembers both. */
  function remembered(name, value) {
    try {
      if (value !== undefined) window.localStorage.setItem(`${PREFIX}-${name}`, value);
      return window.localStorage.getItem(`${PREFIX}-${name}`);
    } catch {
      return null;
    }
  }

  function settings({ root }) {
    const box = root.querySelector("[data-keys]");
    if (box) box.checked = remembered("taster") !== "fra";
    const isShown = remembered("ur") !== "fra";
    for (const place of root.querySelectorAll("[data-clock]")) place.hidden = !isShown;
    for (const button of root.querySelectorAll("[data-clock-toggle]")) button.setAttribute("aria-pressed", String(isShown));
  }

  const areKeysOn = () => {
    const box = room.root.querySelector("[data-keys]");
    return !box || box.checked;
  };

  const isTyping = (element) => Boolean(element) && element.matches("textarea, select, input:not([type=checkbox])");

  function leaveField(element) {
    element.blur();
    const head = room.points[room.place] && room.points[room.place].querySelector("h2");
    if (head) head.focus({ preventScroll: true });
  }

  function escape(event) {
    const jump = room.root.querySelector("[data-jump]");
    const fold = event.target.closest && event.target.closest("details[open]");
    if (jump && !jump.hidden) room.closeJump();
    else if (isTyping(event.target)) leaveField(event.target);
    else if (fold && room.root.contains(fold)) {
      fold.open = false;
      fold.querySelector("summary").focus();
    } else room.root.querySelector("[data-leave]").click();
    event.preventDefault();
  }

  const STEPS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 };

  function key(event) {
    if (!room || !room.root.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
    const jump = room.root.querySelector("[data-jump]");
    if (event.key === "Escape") {
      escape(event);
      return;
    }
    if (jump && !jump.hidden) {
      jumpKey(event, jump);
      return;
    }
    if (!room.points.length) return;
    const isPage = event.key === "PageDown" || event.key === "PageUp";
    if (isTyping(event.target) && !isPage) return;
    if (event.key in STEPS) room.step(STEPS[event.key]);
    else if (event.key === "Home") room.show(0, false);
    else if (event.key === "End") room.show(room.points.length - 1, false);
    else if (!areKeysOn()) return;
    else if (event.key === "/") room.openJump();
    else if (/^\d$/.test(event.key)) room.digit(event.key);
    else return;
    event.preventDefault();
  }

  function jumpKey(event, jump) {
    const buttons = [...jump.querySelectorAll("[data-list] button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target.matches("input")) {
      const [first] = room.matches();
      if (first) room.jump(first[0]);
    } else if (event.key === "ArrowDown" && buttons.length) buttons[Math.min(at + 1, buttons.length - 1)].focus();
    else if (event.key === "ArrowUp" && at > 0) buttons[at - 1].focus();
    else if (event.key === "ArrowUp") jump.querySelector("input").focus();
    else if (event.key === "Tab") {
      const all = [jump.querySelector("input"), ...buttons];
      const next = all.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
      all[(next + all.length) % all.length].focus();
    } else return;
    event.preventDefault();
  }

  // Heard before the shell's own keys, which fold menus that the room has not.
  document.addEventListener("keydown", key, true);

  /* --- writing and pressing ------------------------------------------------------------------------------------------------------------ */

  const fieldOf = (element) => room && room.fields.get(`${element.dataset.kind}:${element.dataset.point}`);

  document.addEventListener("input", (event) => {
    if (!room || !room.root.contains(event.target)) return;
    if (event.target.matches("textarea[data-kind]")) fieldOf(event.target).written();
    if (event.target.closest("[data-jump]")) room.listJump();
  });

  document.addEventListener("focusout", (event) => {
    if (room && event.target.matches && event.target.matches("textarea[data-kind]")) fieldOf(event.target).send();
  });

  document.addEventListener("change", (event) => {
    if (room && event.target.matches("[data-keys]")) remembered("taster", event.target.checked ? "til" : "fra");
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (room && event.target.matches && event.target.matches("[data-versions]") && event.target.open) showVersions(room, event.target);
    },
    true,
  );

  /** What a control says, as it is read: a choice by its words, a day as days are written. */
  function shownOf(control) {
    if (control.selectedOptions) return control.selectedOptions[0].textContent;
    if (control.type !== "date" || !control.value) return control.value;
    if (document.documentElement.lang === "da") return control.value.split("-").reverse().join(".");
    return new Date(`${control.value}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-room-form]");
    if (!room || !form) return;
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(form).entries()].map(([name, value]) => [name, String(value)]));
    const parts = [...form.querySelectorAll("[data-shown]")].map(shownOf);
    room.do(form.dataset.roomForm, form.dataset.point, values, parts.filter(Boolean).join(" · "));
    form.reset();
    const first = form.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
  });

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  document.addEventListener("click", (event) => {
    if (!room || !room.root.contains(event.target)) return;
    const at = (selector) => event.target.closest(selector);
    const press = at("[data-go], [data-step], [data-do], [data-day], [data-open-jump], [data-close-jump], [data-full-screen], [data-clock-toggle], [data-leave]");
    if (!press) return;
    const { go, step, day } = press.dataset;
    const deed = press.dataset.do;
    if ("leave" in press.dataset) {
      room.sendAll(); // and the link is followed: what is not sent yet is kept, and goes on being sent
      return;
    }
    event.preventDefault();
    if (go !== undefined) room.show(Number(go), false);
    else if (step !== undefined) room.step(Number(step));
    else if (deed !== undefined) room.do(deed, room.points[room.place].dataset.pointPlace, {}, press.textContent);
    else if (day !== undefined) press.closest("form").elements.frist.value = day;
    else if ("openJump" in press.dataset) room.openJump();
    else if ("closeJump" in press.dataset) room.closeJump();
    else if ("fullScreen" in press.dataset) fullScreen();
    else if ("clockToggle" in press.dataset) {
      remembered("ur", press.getAttribute("aria-pressed") === "true" ? "fra" : "til");
      settings(room);
      room.tick();
    }
  });

  /* --- swipes ------------------------------------------------------------------------------------------------------------------------------ */

  let touch = null;

  document.addEventListener(
    "touchstart",
    (event) => {
      const isOurs = room && room.root.contains(event.target) && !event.target.closest("textarea, input, select, .scroll, [data-jump]");
      touch = isOurs && event.touches.length === 1 ? event.touches[0] : null;
    },
    { passive: true },
  );
  document.addEventListener("touchend", (event) => {
    if (!touch || !room) return;
    const [end] = event.changedTouches;
    const [across, down] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
    touch = null;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) room.step(across < 0 ? 1 : -1);
  });

  /* --- going away and coming back ---------------------------------------------------------------------------------------------------------- */

  window.addEventListener("pagehide", () => room && room.sendAll(true));
  document.addEventListener("visibilitychange", () => {
    if (!room) return;
    if (document.hidden) room.sendAll(true);
    else room.retry();
  });
  window.addEventListener("online", () => room && room.retry());
  window.addEventListener("offline", () => room && room.isUnsent && room.lost());
  window.addEventListener("beforeunload", (event) => {
    if (room && room.isUnsent && !room.kept.isWorking) event.preventDefault();
  });
})();
