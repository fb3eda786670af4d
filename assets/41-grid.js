/* The grid of lights by keyboard: arrow keys go from a title into its months and among them, Home and End to a row's
   ends, Page Up and Page Down to the first and last row, Enter opens the row's initiative, Escape goes back to its title.
   Titles are links and stay the only stops of Tab, so a grid of 300 rows is 300 stops and not 3,600. */
(function () {
  "use strict";

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  const titleOf = (row) => row.cells[0].querySelector("a");
  const between = (least, value, most) => Math.min(Math.max(value, least), most);

  /* Where a row's place lies: the title is 0, its months begin behind what is said of them. */
  function placeOf(rows, element) {
    const cell = element.closest("th, td");
    const row = rows.indexOf(cell.parentElement);
    return row < 0 ? null : [row, cell.cellIndex];
  }

  function wanted(key, [row, column], rows) {
    const last = rows[row].cells.length - 1;
    const first = rows[row].querySelector("td.grid-month").cellIndex;
    const stops = (at) => (at <= 0 ? 0 : between(first, at, last));
    if (key === "Home") return [row, first];
    if (key === "End") return [row, last];
    if (key === "PageUp") return [0, column];
    if (key === "PageDown") return [rows.length - 1, column];
    if (key === "Escape") return [row, 0];
    if (!(key in STEPS)) return null;
    const [down, right] = STEPS[key];
    const to = right > 0 && column === 0 ? first : right < 0 && column === first ? 0 : column + right;
    return [between(0, row + down, rows.length - 1), stops(to)];
  }

  function go(rows, [row, column]) {
    const cell = rows[row].cells[column];
    const target = column === 0 ? titleOf(rows[row]) : cell;
    if (column !== 0) {
      for (const old of rows[0].parentElement.querySelectorAll("td[tabindex]")) old.removeAttribute("tabindex");
      cell.tabIndex = -1;
      tell(rows[row], cell);
    }
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* Say where one is: the initiative, the month and what stands there. */
  function tell(row, cell) {
    const told = row.closest(".grid-box").querySelector("[aria-live]");
    const head = row.closest("table").tHead.rows[0].cells[cell.cellIndex];
    const light = cell.textContent.replace(/^[^\p{L}]+/u, "").trim();
    told.textContent = `${titleOf(row).textContent}, ${head.title || head.textContent}: ${light}`;
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const table = event.target.closest && event.target.closest("table.light-grid");
    if (!table || !table.tBodies.length) return;
    const rows = [...table.tBodies[0].rows];
    const here = placeOf(rows, event.target);
    if (!here) return;
    if (event.key === "Enter" && here[1] !== 0) {
      titleOf(rows[here[0]]).click();
      return;
    }
    const to = wanted(event.key, here, rows);
    if (!to) return;
    event.preventDefault();
    go(rows, to);
  });
})();
