import { idInPath } from '../../lambdas/operator-api/path-id';

/** Addresses of pages. Ids stand in them as in the paths of the operator API. */
export const placeOf = {
  remedy: (customerId: string, remedyId: string): string => `/remedies/${idInPath(customerId)}/${idInPath(remedyId)}`,
  conversation: (customerId: string, remedyId: string): string =>
    `/conversations/${idInPath(customerId)}/${idInPath(remedyId)}`,
  notice: (customerId: string, remedyId: string, template: string): string =>
    `${placeOf.remedy(customerId, remedyId)}/notices/${idInPath(template)}`,
  check: (customerId: string, remedyId: string): string => `${placeOf.remedy(customerId, remedyId)}/check`,
  amplified: (incidentId: string): string => `/amplified/${idInPath(incidentId)}`,
  incident: (incidentId: string): string => `/incidents/${idInPath(incidentId)}`,
  customer: (customerId: string): string => `/customers/${idInPath(customerId)}`,
};
