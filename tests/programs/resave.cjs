// Loads a workbook and writes it anew, with the package named first: node resave.cjs exceljs|xlsx SOURCE TARGET
const [library, source, target] = process.argv.slice(2);
const loaded = require(library);

if (library === "exceljs") {
  const book = new loaded.Workbook();
  book.xlsx.readFile(source).then(() => book.xlsx.writeFile(target));
} else {
  const book = loaded.readFile(source, { cellFormula: true, cellStyles: true, sheetStubs: true });
  loaded.writeFile(book, target, { bookType: "xlsx", cellStyles: true });
}
