import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { TableKit } from "@tiptap/extension-table";
import TextAlign from "@tiptap/extension-text-align";

const editor = new Editor({
  element: document.querySelector("#area"),
  extensions: [StarterKit, TableKit, TextAlign.configure({ types: ["heading", "paragraph"] })],
});
window.begin = () => editor.commands.focus();
window.content = () => editor.getHTML();
window.ready = true;
