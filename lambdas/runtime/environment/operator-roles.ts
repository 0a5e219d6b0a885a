import * as z from 'zod/mini';
import { duties } from '../../operator-api/duty';

/** The roles whose sessions are operators, as a template writes them, and the users of an emulator. */
export const operatorRolesSchema = z.array(
  z.strictObject({
    arn: z.string().check(z.regex(/^arn:[\w-]+:iam::\d{12}:(role|user)\/\S+$/)),
    /** What they may do. */
    may: z.array(z.enum(duties)),
    /** Whether the name of its sessions is given by others than who signs in. @default false */
    isBound: z.optional(z.boolean()),
  }),
);

export type OperatorRoleText = z.input<typeof operatorRolesSchema>[number];
