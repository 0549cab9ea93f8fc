/*
 * Starts GraphiQL, whose files are loaded before this one, with the data in the page. This is a plain script, because
 * the explorer has no build step.
 */
const { React, ReactDOM, GraphiQL } = window;
const place = document.getElementById('explorer');
const identity = document.getElementById('identity');
const examples = JSON.parse(place.dataset.tabs);

// The part of GraphiQL that makes a style element reads the nonce here.
window.__webpack_nonce__ = place.dataset.nonce;

// Without a prefix, another GraphiQL served on this port at another time would share its tabs with this one.
const PREFIX = 'operation-scorpion:';
const ownKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const storage = {
  getItem: (key) => localStorage.getItem(PREFIX + key),
  setItem: (key, value) => localStorage.setItem(PREFIX + key, value),
  removeItem: (key) => localStorage.removeItem(PREFIX + key),
  clear: () => ownKeys().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return ownKeys().length;
  },
};

// Stored tabs of earlier examples would hide the present ones, so they are removed. The history of requests stays.
if (storage.getItem('examples') !== place.dataset.tabs) {
  ['tabState', 'query', 'variables', 'headers'].forEach((key) => storage.removeItem(`graphiql:${key}`));
  storage.setItem('examples', place.dataset.tabs);
}

/** The stored tab that was shown last; null if there is none, or it cannot be read. */
function keptTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(storage.getItem('graphiql:tabState'));
    return tabs[activeTabIndex] ?? null;
  } catch {
    return null;
  }
}

// Without stored tabs, GraphiQL opens these and shows the first. Otherwise it looks for the requested one among the
// stored tabs, and adds it if it is not there.
const parameters = new URLSearchParams(location.search);
const example = examples.find(({ name }) => name === parameters.get('example'));
const phase = parameters.get('phase');
const asked = example && phase ? { ...example, variables: JSON.stringify({ phase }, null, 2) } : example;
const tabs = asked ? [asked, ...examples.filter((one) => one !== example)] : examples;
const shown = asked ?? keptTab() ?? tabs[0];
// Removes the query string, so that a reload shows what has been typed since.
history.replaceState(null, '', location.pathname);

const headersOf = (token) => JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2);

/** The token in the headers of the editor; '' if it is none of the identities offered. */
function callerIn(headers) {
  const [, token] = /"Authorization"\s*:\s*"Bearer ([^"\s]+)"/i.exec(headers) ?? [];
  return [...identity.options].some(({ value }) => value === token) ? token : '';
}

const makeFetcher = () => GraphiQL.createFetcher({ url: place.dataset.graphql });
const root = ReactDOM.createRoot(place);

// GraphiQL requests the schema once for each fetcher, with the present headers; without a token it is refused.
let fetcher = makeFetcher();
let hasSchema = false;
const onSchemaChange = () => (hasSchema = true);

/** Shows GraphiQL with these headers in its editor, and selects their identity in the list above it. */
function show(headers) {
  identity.value = callerIn(headers);
  root.render(
    React.createElement(GraphiQL, {
      fetcher,
      storage,
      defaultTabs: tabs,
      query: shown.query ?? '',
      variables: shown.variables ?? '',
      headers,
      onEditHeaders: show,
      onSchemaChange,
      // The tokens of a demo are not secret, and a stored tab could not be run without one.
      shouldPersistHeaders: true,
      defaultEditorToolsVisibility: 'variables',
    }),
  );
}

identity.addEventListener('change', () => {
  const headers = identity.value === '' ? '' : headersOf(identity.value);
  show(headers);
  if (hasSchema) return;
  // Waits until the headers are in the editor, from which GraphiQL reads them.
  window.requestAnimationFrame(() => {
    fetcher = makeFetcher();
    show(headers);
  });
});
show(shown.headers ?? '');
