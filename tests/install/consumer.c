// The smallest user of the installed library.

#include <hyosan/version.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    puts(hy_version_text());
    return strcmp(hy_version_text(), HY_VERSION_TEXT) == 0 ? 0 : 1;
}
