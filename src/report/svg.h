// Writing SVG: a page, shapes, and text that no name can break.
#ifndef HY_REPORT_SVG_H
#define HY_REPORT_SVG_H

#include <stdio.h>

// How a shape looks; NULL leaves fill or stroke out.
typedef struct hy_svg_style {
    const char *fill, *stroke;
    double stroke_width;
    const char *dashes; // NULL for a solid line
} hy_svg_style;

// How a text looks.
typedef struct hy_svg_font {
    double size;
    const char *colour;
    const char *anchor; // start, middle or end
    const char *weight; // normal or bold
} hy_svg_font;

// An opaque white page, which also a dark browser shows as it is.
void hy_svg_begin(FILE *out, double width, double height, const char *title);
void hy_svg_end(FILE *out);

void hy_svg_rectangle(FILE *out, double x, double y, double width, double height, hy_svg_style style);
void hy_svg_line(FILE *out, double x1, double y1, double x2, double y2, hy_svg_style style);
void hy_svg_text(FILE *out, double x, double y, hy_svg_font font, const char *text);

// The attributes of a style, for shapes written elsewhere.
void hy_svg_style_write(FILE *out, hy_svg_style style);

// Characters of a text, with what XML takes for itself written as references; control characters are left out.
void hy_svg_escaped(FILE *out, const char *text);

#endif
