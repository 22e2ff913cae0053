import { define, McOption } from '../statement';

export const RECEIVED_HEADER: McOption<object>[] = [
  {
    source:
      'RFC 5321 section 4.4; sendmail\'s own line without "($v/$Z)", its version. "with ESMTPSA" tells the filter that the ' +
      'client was authenticated (RFC 3848)',
    comment: 'No version',
    entries: () => [
      define(
        'confRECEIVED_HEADER',
        [
          '$?sfrom $s $.$?_($?s$|from $.$_)',
          '$.$?{auth_type}(authenticated)',
          '$.by $j$?r with $r$. id $i$?{tls_version}',
          '(version=${tls_version} cipher=${cipher} bits=${cipher_bits} verify=${verify})$.$?u',
          'for $u; $|;',
          '$.$b',
        ].join('\n\t'),
      ),
    ],
  },
];
