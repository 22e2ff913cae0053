import { AddressBlock } from 'cdktf-dual-mta';
import * as fc from 'fast-check';
import { AddressSlot } from '../../../lib/models/address-block';
import { ADDRESS_BLOCK } from '../../../lib/models/rules';

describe('an address block', () => {
  const block = AddressBlock.of('10.20.30.64/26');

  test('holds three subnets that do not overlap', () => {
    expect([block.scanIn, block.scanOut, block.bypass]).toEqual(['10.20.30.64/28', '10.20.30.80/28', '10.20.30.96/28']);
  });

  test('gives every part an address of its own on each', () => {
    const slots = [AddressSlot.RESOLVER, AddressSlot.MTA, AddressSlot.FILTER];
    const onBypass = [AddressSlot.MTA, AddressSlot.MTA_RX].map((slot) => block.onBypass(slot));

    expect(slots.map((slot) => block.onScanIn(slot))).toEqual(['10.20.30.66', '10.20.30.67', '10.20.30.68']);
    expect(slots.map((slot) => block.onScanOut(slot))).toEqual(['10.20.30.82', '10.20.30.83', '10.20.30.84']);
    expect(onBypass).toEqual(['10.20.30.99', '10.20.30.101']);
  });

  test('that follows from a name is always the same one', () => {
    expect(AddressBlock.derivedFrom('gateway').cidr).toBe('10.206.165.128/26');
    expect(AddressBlock.derivedFrom('gateway-2').cidr).not.toBe('10.206.165.128/26');
  });

  test('that follows from any name keeps the rule for blocks', () => {
    fc.assert(fc.property(fc.string(), (name) => ADDRESS_BLOCK.holds(AddressBlock.derivedFrom(name).cidr)));
  });
});
