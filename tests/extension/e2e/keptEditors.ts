/** What VS Code's page has kept of its editors, as JSON. Runs in the page, where no function may have a name by tsx. */
export async function keptEditors(): Promise<string> {
  const names = (await indexedDB.databases()).flatMap(({ name = "" }) =>
    /^vscode-web-state-db-/.test(name) ? name : [],
  );
  const texts = names.map(
    (name) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(new Error(opening.error?.message));
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database
            .transaction("ItemTable")
            .objectStore("ItemTable")
            .get("memento/workbench.parts.editor");
          reading.onerror = () => reject(new Error(reading.error?.message));
          reading.onsuccess = () => {
            database.close();
            resolve(String(reading.result));
          };
        };
      }),
  );
  return (await Promise.all(texts)).join("\n");
}
