window.dash_clientside = Object.assign({}, window.dash_clientside, {
  limit: {
    write(rows) {
      const body = document.createElement("tbody");
      for (const texts of rows || []) {
        const row = body.insertRow();
        for (const text of texts) row.insertCell().textContent = text;
      }
      document.getElementById("rows").replaceChildren(...body.rows);
      return window.dash_clientside.no_update;
    },
  },
});
