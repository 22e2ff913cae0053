/** The address that lies so many behind another one, within its last number. */
export const addressAfter = (address: string, offset: number): string => {
  const octets = address.split('.');
  return [...octets.slice(0, 3), String(Number(octets[3]) + offset)].join('.');
};
