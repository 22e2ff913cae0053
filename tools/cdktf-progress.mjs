// @ts-check
// cdktf prints the plan attribute by attribute. Who wants to read it has `npm run diff`; a deploy shows what happens to which resource, and every error whole.

/** cdktf puts the stack's name before the first line of what Terraform said at once, and spaces before the others. */
const SYNTHESIZED = /^\S+ +Initializing the backend/;
const EVENTS = [
  SYNTHESIZED,
  /^\s*(\S+ +)?# \S+ (\(.*\) )?(will be|must be|is tainted)/,
  /# forces replacement/,
  /: (Creating|Modifying|Destroying|Reading|Still \w+|\w+ complete after)\b/,
  /^\s*(\S+ +)?(Plan: \d|No changes\.|Apply complete!|Destroy complete!)/,
];
const ERROR = /^\s*(\S+ +)?(│ *)?Error: |╷/;

/**
 * @param {(line: string) => void} show
 * @returns {(line: string) => void} takes every line and shows those that say how far it is, or what went wrong
 */
export const eventsAndErrors = (show) => {
  // What comes before Terraform is the app's own: its errors, its warnings.
  let everything = true;
  return (line) => {
    const event = EVENTS.some((pattern) => pattern.test(line));
    if (event) everything = false;
    else if (ERROR.test(line)) everything = true;
    if ((event || everything) && line.trim() !== '') show(`  ${line.trimEnd()}`);
  };
};
