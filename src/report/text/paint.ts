/** The few looks that a report uses. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'underline';

/** Gives a text a look; the command line brings one that knows its terminal. */
export type Paint = (look: Look, text: string) => string;

/** For pipes, files and tests. */
export const plain: Paint = (_look, text) => text;
