import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformStack, TerraformVariable } from 'cdktf';
import { AmavisFilterOptions, DualMtaGateway, RecipientPolicy } from 'cdktf-dual-mta';
import { gatewayProps } from '../../tooling/gateway-props';
import { synthesize } from '../../tooling/synthesized-stack';

/** The lines of amavisd's settings that have a value that Terraform knows only at apply, and those values. */
const lateLines = (
  filter: (text: string, number: number) => AmavisFilterOptions,
): { lines: string[]; values: string } => {
  const stack = synthesize((app) => {
    const larger = new TerraformStack(app, 'larger');
    new DockerProvider(larger, 'docker');
    new NullProvider(larger, 'null');
    const text = new TerraformVariable(larger, 'text', { type: 'string' }).stringValue;
    const number = new TerraformVariable(larger, 'number', { type: 'number' }).numberValue;
    new DualMtaGateway(larger, 'Mail', gatewayProps({ filter: filter(text, number) }));
    return larger;
  });
  const conf = stack.configuration('mail-filter', '60-dual-mta');
  return {
    lines: conf
      .split('\n')
      .filter((line) => line.includes('TERRAFORM_VALUE'))
      .map((line) => line.replace(/ {2}# .*$/, '')),
    values: stack.imageOf('mail-filter').build?.build_args.TERRAFORM_VALUES ?? '',
  };
};

describe('a value of the filter that Terraform knows only at apply', () => {
  test('is passed on as a text', () => {
    const { lines, values } = lateLines((text) => ({
      ...{ virusAdmin: text, notificationSender: text, spamSubjectTag: text, headerLine: text, spamExtension: text },
      templates: { sender: text },
    }));

    expect(lines).toEqual([
      "$sa_spam_subject_tag = '@TERRAFORM_VALUE_1@';",
      "$virus_admin = '@TERRAFORM_VALUE_1@';",
      "$mailfrom_notify_admin = '@TERRAFORM_VALUE_1@';",
      "$mailfrom_notify_spamadmin = '@TERRAFORM_VALUE_1@';",
      "$mailfrom_notify_recip = '@TERRAFORM_VALUE_1@';",
      "$notify_sender_templ = '@TERRAFORM_VALUE_1@';",
      "@addr_extension_spam_maps = ('@TERRAFORM_VALUE_1@');",
      "$X_HEADER_LINE = '@TERRAFORM_VALUE_1@';",
    ]);
    expect(values).toBe('${var.text}');
  });

  test('is passed on as a number, and no order is made up for it', () => {
    const { lines, values } = lateLines((_, number) => ({
      ...{ spamTag2Level: number, maxLevels: number, logLevel: number },
      submissionPolicy: { spamKillLevel: number },
    }));

    expect(lines).toEqual([
      '$log_level = @TERRAFORM_VALUE_1@;',
      expect.stringContaining("'spam_kill_level_maps' => [@TERRAFORM_VALUE_1@]"),
      '$sa_tag2_level_deflt = @TERRAFORM_VALUE_1@;',
      '$MAXLEVELS = @TERRAFORM_VALUE_1@;',
    ]);
    expect(values).toBe('${var.number}');
  });

  test('is passed on as the recipient of a policy, of which two may be the same', () => {
    const { lines } = lateLines((text, number) => ({
      policies: [
        RecipientPolicy.of(text, { spamLover: true, spamKillLevel: number }),
        RecipientPolicy.of(`Jim@${text}`, { spamLover: true }),
      ],
    }));

    expect(lines).toEqual([
      "@spam_lovers_maps = ({'@TERRAFORM_VALUE_1@' => 1, 'jim@@TERRAFORM_VALUE_1@' => 1}, 0);",
      "@spam_kill_level_maps = ({'@TERRAFORM_VALUE_1@' => @TERRAFORM_VALUE_2@}, \\$sa_kill_level_deflt);",
    ]);
  });
});
