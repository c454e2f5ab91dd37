/** An app is shown on its own page and on the overview: all that is known is asked for anew. */
export const staleWithApp: never[] = [];
