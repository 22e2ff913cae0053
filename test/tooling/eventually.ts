/**
 * Asks again and again until there is an answer.
 *
 * @param what what is waited for, for the error when it does not come in time
 * @param ask gives undefined as long as it has not come
 */
export const eventually = async <Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  seconds = 60,
): Promise<Answer> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`within ${seconds} s there was not: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
