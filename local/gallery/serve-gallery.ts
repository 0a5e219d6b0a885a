import { serve, type LoopbackServer } from '../emulator/server/loopback-server';
import type { Brands } from '../../lambdas/email/brand';
import { galleryEmail, galleryMails, type GalleryMail } from './gallery-mails';
import { galleryPage, galleryPath } from './gallery-page';

/** Serves the gallery to this machine. A mail is made when it is looked at. */
export function serveGallery(port: number, brands: Brands): Promise<LoopbackServer> {
  const mails = galleryMails(brands);
  const byPath = new Map<string, GalleryMail>(mails.map((mail) => [`/${galleryPath(mail)}`, mail]));
  const page = galleryPage(mails);
  return serve(port, (request, response) => {
    const path = decodeURI(new URL(request.url ?? '/', 'http://gallery').pathname);
    const mail = byPath.get(path);
    const html = path === '/' ? page : mail && galleryEmail(mail, brands)?.html;
    response.writeHead(html === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(html ?? 'There is no such mail.');
  });
}
