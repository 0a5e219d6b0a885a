import * as z from 'zod/mini';

/** The roles whose sessions are operators, as a template writes them. */
export const operatorRolesSchema = z.array(
  z.strictObject({
    role: z.string().check(z.regex(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/)),
    /** Whether the name of its sessions is given by others than who signs in. @default false */
    isBound: z.optional(z.boolean()),
  }),
);

export type OperatorRoleText = z.input<typeof operatorRolesSchema>[number];
