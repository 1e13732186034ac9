/** The worker that lets the page open offline. Its address names the build: another build is another worker, with its own files. */
export function registerWorker(): void {
  // Absent without TLS, other than on localhost. The development server's files are not to be kept.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!import.meta.env.PROD || workers === undefined) return;
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src.split('/').at(-1) ?? '';
  // Without it there is no offline start, and nothing else is lost.
  workers.register(`/sw.js?build=${entry}`).catch(() => undefined);
}
