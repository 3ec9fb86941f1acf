// Starts the page, says so when it is no longer live, and makes it live again: by reconnecting, or afresh when the
// hub was restarted and no longer knows this page.

const banner = document.getElementById('components-reconnect-modal');
const since = document.getElementById('lost-since');

banner.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'rejected' || state === 'failed') {
    location.reload();
  }
  if (banner.hidden && state !== 'hide') {
    since.textContent = new Date().toLocaleTimeString('en-GB');
  }
  banner.hidden = state === 'hide';
});

Blazor.start({
  circuit: { reconnectionOptions: { maxRetries: 1000000, retryIntervalMilliseconds: 2000 } },
});
