/** Made of mail.mjml by `npm run layout`. Change it there. */
export const mailTemplate = `<!doctype html>
<html lang="{{locale}}" dir="{{direction}}" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{subject}}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.ink div, .quiet div { text-wrap: pretty; }
@media (max-width: 479px) {
.margin > table > tbody > tr > td { padding-left: 22px !important; padding-right: 22px !important; }
.headline h1 { font-size: 26px !important; }
}
@media (prefers-color-scheme: dark) {
body, .page, .page > div { background-color: #121316 !important; }
.sheet, .sheet > table { background: #1c1e22 !important; background-color: #1c1e22 !important; }
.ink div, .ink h1, .ink td { color: #ece9e2 !important; }
.quiet div, .quiet td, .ink .quiet { color: #b3afa4 !important; }
.ink .accent { color: {{accentOnDark}} !important; }
.rule p { border-top-color: #3d4046 !important; }
.band > table > tbody > tr > td { border-top-color: {{accentOnDark}} !important; }
.for-light { display: none !important; }
.for-dark { display: block !important; }
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
</head>
<body  class="page" style="background-color:#f3f1ec;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;overflow:hidden;">{{preview}}</div>
<div
aria-label="{{subject}}" aria-roledescription="email" role="article" lang="{{locale}}" dir="{{direction}}" style="background-color:#f3f1ec;"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="margin-outlook" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="margin" style="margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:{{direction}};font-size:0px;padding:28px 36px 18px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:528px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:{{start}};direction:{{direction}};display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="{{start}}" class="ink" style="font-size:0px;padding:0;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:18px;font-weight:700;line-height:1.3;text-align:{{start}};color:#23211d;"
>{{#logo}}<img class="{{#darkUrl}}for-light{{/darkUrl}}" src="{{url}}" width="{{width}}" height="{{height}}" alt="{{company}}" style="display:block;border:0;width:{{width}}px;height:{{height}}px;max-width:100%">{{#darkUrl}}<img class="for-dark" src="{{darkUrl}}" width="{{width}}" height="{{height}}" alt="{{company}}" style="display:none;mso-hide:all;border:0;width:{{width}}px;height:{{height}}px;max-width:100%">{{/darkUrl}}{{/logo}}{{^logo}}{{company}}{{/logo}}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="sheet-outlook band-outlook margin-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="sheet band margin" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;"
>
<tbody>
<tr>
<td
style="border-top:4px solid {{accent}};direction:{{direction}};font-size:0px;padding:34px 36px 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:528px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:{{start}};direction:{{direction}};display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{{#outcome}}
<tr>
<td
align="{{start}}" class="ink headline" style="font-size:0px;padding:0 0 10px;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:17px;line-height:1.6;text-align:{{start}};color:#23211d;"
><h1 style="margin:0;font-size:30px;line-height:1.25;font-weight:700;color:#23211d">{{#headline}}{{#isAmount}}<span class="accent" style="color:{{accent}}">{{text}}</span>{{/isAmount}}{{^isAmount}}{{#runs}}{{#style}}<span style="{{style}}">{{text}}</span>{{/style}}{{^style}}{{text}}{{/style}}{{/runs}}{{/isAmount}}{{/headline}}</h1></div>
</td>
</tr>
{{#arrival}}
<tr>
<td
align="{{start}}" class="ink" style="font-size:0px;padding:0 0 10px;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:18px;line-height:1.5;text-align:{{start}};color:#23211d;"
>{{#runs}}{{#style}}<span style="{{style}}">{{text}}</span>{{/style}}{{^style}}{{text}}{{/style}}{{/runs}}</div>
</td>
</tr>
{{/arrival}}
<tr>
<td
align="center" class="rule" style="font-size:0px;padding:14px 0 26px;word-break:break-word;"
>
<p
style="border-top:solid 1px #e4e0d8;font-size:1px;margin:0px auto;width:100%;"
>
</p>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="border-top:solid 1px #e4e0d8;font-size:1px;margin:0px auto;width:528px;" role="presentation" width="528px" ><tr><td style="height:0;line-height:0;"> &nbsp;
</td></tr></table><![endif]-->
</td>
</tr>
{{/outcome}}{{#body}}
<tr>
<td
align="{{start}}" class="ink" style="font-size:0px;padding:0 0 18px;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:17px;line-height:1.6;text-align:{{start}};color:#23211d;"
>{{#other}}<div lang="{{locale}}" dir="{{direction}}" style="text-align:{{start}}{{#fonts}};font-family:{{fonts}}{{/fonts}}">{{/other}}{{#lines}}{{#isNext}}<br>{{/isNext}}{{#runs}}{{#style}}<span style="{{style}}">{{text}}</span>{{/style}}{{^style}}{{text}}{{/style}}{{/runs}}{{/lines}}{{#list}}<{{tag}} style="margin:0;margin-{{start}}:24px;padding:0">{{#items}}<li style="margin:0 0 4px">{{#lines}}{{#isNext}}<br>{{/isNext}}{{#runs}}{{#style}}<span style="{{style}}">{{text}}</span>{{/style}}{{^style}}{{text}}{{/style}}{{/runs}}{{/lines}}</li>{{/items}}</{{tag}}>{{/list}}{{#other}}</div>{{/other}}</div>
</td>
</tr>
{{/body}}{{#page}}
<tr>
<td
align="{{start}}" class="ink" style="font-size:0px;padding:0 0 18px;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:17px;line-height:1.6;text-align:{{start}};color:#23211d;"
><a class="accent" href="{{url}}" style="color:{{accent}}">{{text}}</a></div>
</td>
</tr>
{{/page}}
<tr>
<td
align="{{start}}" class="ink" style="font-size:0px;padding:8px 0 0;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:#23211d;font-family:{{fonts}};font-size:17px;line-height:1.4;table-layout:auto;width:100%;border:none;"
>
<tr>
{{#picture}}<td width="72" style="width:72px;padding:0;vertical-align:middle"><img src="{{url}}" width="56" height="56" alt="" style="display:block;border:0;width:56px;height:56px;border-radius:28px"></td>{{/picture}}
<td style="padding:0;vertical-align:middle"><strong>{{signatory}}</strong>{{#below}}<br><span class="quiet" style="font-size:15px;color:#5f5b52">{{text}}</span>{{/below}}</td>
</tr>
</table>
</td>
</tr>
<tr>
<td
align="center" class="rule" style="font-size:0px;padding:28px 0 18px;word-break:break-word;"
>
<p
style="border-top:solid 1px #e4e0d8;font-size:1px;margin:0px auto;width:100%;"
>
</p>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="border-top:solid 1px #e4e0d8;font-size:1px;margin:0px auto;width:528px;" role="presentation" width="528px" ><tr><td style="height:0;line-height:0;"> &nbsp;
</td></tr></table><![endif]-->
</td>
</tr>
<tr>
<td
align="{{start}}" class="quiet" style="font-size:0px;padding:0;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:15px;line-height:1.5;text-align:{{start}};color:#5f5b52;"
>{{#reference}}{{#runs}}{{#style}}<span style="{{style}}">{{text}}</span>{{/style}}{{^style}}{{text}}{{/style}}{{/runs}}{{/reference}}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="margin-outlook" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="margin" style="margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:{{direction}};font-size:0px;padding:20px 36px 40px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:528px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:{{start}};direction:{{direction}};display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{{#legal}}
<tr>
<td
align="{{start}}" class="quiet" style="font-size:0px;padding:0;word-break:break-word;"
>
<div
style="font-family:{{fonts}};font-size:13px;line-height:1.5;text-align:{{start}};color:#5f5b52;"
>{{text}}</div>
</td>
</tr>
{{/legal}}
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`;
