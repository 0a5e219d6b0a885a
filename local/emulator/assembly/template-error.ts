/** The template asks for something that the local system does not run, or says it in a way that cannot be read. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(
    /** Where in the template: stack, resource, property. */
    readonly place: string,
    reason: string,
  ) {
    super(`${place}: ${reason}`);
  }
}
