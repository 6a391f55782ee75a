"use strict";
// The editor works without this file; it only adds Ctrl+Enter (⌘+Enter) to run the query.
const editor = document.getElementById("editor");
if (editor) {
  editor.elements.query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      editor.requestSubmit();
    }
  });
}
