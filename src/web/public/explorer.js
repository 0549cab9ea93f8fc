/*
 * Starts GraphiQL, whose files stand before this one, on what the page says. It stays a plain script: nothing of the
 * explorer is built.
 */
const { React, ReactDOM, GraphiQL } = window;
const place = document.getElementById('explorer');
const identity = document.getElementById('identity');
const examples = JSON.parse(place.dataset.tabs);

// The part of GraphiQL that makes a style element takes the nonce from here.
window.__webpack_nonce__ = place.dataset.nonce;

// Any other GraphiQL served on this port at another time would share its tabs with this one.
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

// Tabs that were kept from examples of another time would hide those of now. What was run stays in the history.
if (storage.getItem('examples') !== place.dataset.tabs) {
  ['tabState', 'query', 'variables', 'headers'].forEach((key) => storage.removeItem(`graphiql:${key}`));
  storage.setItem('examples', place.dataset.tabs);
}

/** The tab that was shown last, out of those that were kept; null: none were, or they cannot be read. */
function keptTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(storage.getItem('graphiql:tabState'));
    return tabs[activeTabIndex] ?? null;
  } catch {
    return null;
  }
}

// Where no tabs were kept, GraphiQL opens these and shows the first. Otherwise it looks among those kept for what is to
// be shown, and adds it if it is not there.
const asked = examples.find(({ name }) => name === new URLSearchParams(location.search).get('example'));
const tabs = [...examples].sort((one, other) => (other === asked) - (one === asked));
const shown = asked ?? keptTab() ?? tabs[0];
// So that a reload shows what has been written since.
history.replaceState(null, '', location.pathname);

const headersOf = (token) => JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2);

/** Whom these headers, as they stand in the editor, call as; '' where that is none of the identities offered. */
function callerIn(headers) {
  const [, token] = /"Authorization"\s*:\s*"Bearer ([^"\s]+)"/i.exec(headers) ?? [];
  return [...identity.options].some(({ value }) => value === token) ? token : '';
}

const makeFetcher = () => GraphiQL.createFetcher({ url: place.dataset.graphql });
const root = ReactDOM.createRoot(place);

// GraphiQL asks for the schema once for each fetcher, as whoever the headers say: nobody is not told it.
let fetcher = makeFetcher();
let hasSchema = false;
const onSchemaChange = () => (hasSchema = true);

/** Shows GraphiQL with these headers in its editor, and the identity that they say above it. */
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
      // Tokens of a demo are no secrets, and without them a tab that was kept could not be run.
      shouldPersistHeaders: true,
      defaultEditorToolsVisibility: 'variables',
    }),
  );
}

identity.addEventListener('change', () => {
  const headers = identity.value === '' ? '' : headersOf(identity.value);
  show(headers);
  if (hasSchema) return;
  // Once the headers stand in the editor, where it takes them from.
  window.requestAnimationFrame(() => {
    fetcher = makeFetcher();
    show(headers);
  });
});
show(shown.headers ?? '');
