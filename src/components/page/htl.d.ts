/** The package brings no types of its own in the version that the site's bundler can resolve. */
declare module "htl" {
  export function html(strings: TemplateStringsArray, ...values: unknown[]): Node | null;
}
