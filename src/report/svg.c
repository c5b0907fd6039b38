// SVG 1.1 by hand: a few shapes need no library.
#include "report/svg.h"

void hy_svg_escaped(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            if ((unsigned char)*text >= 0x20) {
                fputc(*text, out);
            }
        }
    }
}

void hy_svg_begin(FILE *out, double width, double height, const char *title)
{
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
            "font-family=\"'DejaVu Sans', Verdana, Arial, sans-serif\">\n<title>",
            width, height, width, height);
    hy_svg_escaped(out, title);
    fputs("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", out);
}

void hy_svg_end(FILE *out)
{
    fputs("</svg>\n", out);
}

void hy_svg_style_write(FILE *out, hy_svg_style style)
{
    fprintf(out, " fill=\"%s\"", style.fill != NULL ? style.fill : "none");
    if (style.stroke != NULL) {
        fprintf(out, " stroke=\"%s\" stroke-width=\"%.4g\"", style.stroke, style.stroke_width);
    }
    if (style.dashes != NULL) {
        fprintf(out, " stroke-dasharray=\"%s\"", style.dashes);
    }
}

void hy_svg_rectangle(FILE *out, double x, double y, double width, double height, hy_svg_style style)
{
    fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width, height);
    hy_svg_style_write(out, style);
    fputs("/>\n", out);
}

void hy_svg_line(FILE *out, double x1, double y1, double x2, double y2, hy_svg_style style)
{
    fprintf(out, "<path d=\"M%.1f %.1fL%.1f %.1f\"", x1, y1, x2, y2);
    hy_svg_style_write(out, style);
    fputs("/>\n", out);
}

void hy_svg_text(FILE *out, double x, double y, hy_svg_font font, const char *text)
{
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" fill=\"%s\" text-anchor=\"%s\" font-weight=\"%s\">", x,
            y, font.size, font.colour, font.anchor, font.weight);
    hy_svg_escaped(out, text);
    fputs("</text>\n", out);
}
