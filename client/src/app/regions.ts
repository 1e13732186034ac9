/** F6 goes around the parts of the page, which are marked with `data-region` and can take the focus. */
export function toNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.offsetParent !== null && !region.closest('[inert]'));
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(((at === -1 && step === -1 ? 0 : at) + step) % regions.length + regions.length) % regions.length];
  next?.focus();
}
