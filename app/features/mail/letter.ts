/** A letter of a few plain paragraphs, with at most one thing to click. */
export interface Letter {
  paragraphs: readonly string[];
  action?: { label: string; url: string };
  /** Said after the action, smaller. */
  footnote?: string;
}

/** The letter as text, one paragraph after the other. */
export function letterToText({ paragraphs, action, footnote }: Letter): string {
  const parts = [
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(footnote ? [footnote] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The letter as HTML that mail programs show: no style sheet, everything escaped. */
export function letterToHtml({ paragraphs, action, footnote }: Letter): string {
  const p = (text: string, style = '') => `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;
  const body = [
    ...paragraphs.map((text) => p(text)),
    ...(action
      ? [
          `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b7a75;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(action.label)}</a></p>`,
          `<p style="margin:0 0 16px;font-size:13px;color:#626d7c;word-break:break-all">Or open this address: ${escapeHtml(action.url)}</p>`,
        ]
      : []),
    ...(footnote ? [p(footnote, 'font-size:13px;color:#626d7c;')] : []),
  ].join('\n');
  return `<!doctype html>
<html lang="en"><body style="margin:0;padding:32px 16px;background:#f6f7f9;color:#161b22;font:15px/1.6 -apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:520px;margin:0 auto;padding:28px;border:1px solid #dde1e7;border-radius:10px;background:#ffffff">
${body}
</div></body></html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
