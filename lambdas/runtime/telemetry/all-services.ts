/** The service in whose name all functions together write the metrics that one alarm watches. */
export const allServices = 'all';
