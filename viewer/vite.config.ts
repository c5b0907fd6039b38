// Builds one file, dist/hyosan.html, that holds everything: the page, its worker, its styles and the engine.
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const ENGINE = 'virtual:engine';
const enginePath = process.env.HYOSAN_ENGINE ?? '../build/wasm/hyosan.wasm';

// `import engine from 'virtual:engine'` gives the module, packed and as base64
function engine(): Plugin {
  return {
    name: 'hyosan-engine',
    resolveId: (id) => (id === ENGINE ? '\0' + ENGINE : null),
    load: (id) =>
      id === '\0' + ENGINE
        ? `export default ${JSON.stringify(gzipSync(readFileSync(enginePath), { level: 9 }).toString('base64'))}`
        : null,
  };
}

// scripts and styles move into the page itself
function oneFile(): Plugin {
  return {
    name: 'hyosan-one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') {
        throw new Error('there is no page');
      }
      let html = String(page.source);
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === 'chunk') {
          const code = file.code.replaceAll('</script', '<\\/script');
          html = html.replace(/<script type="module"[^>]*><\/script>/, '');
          html = html.replace('</body>', () => `<script type="module">${code}</script>\n</body>`);
          delete bundle[name];
        } else if (name.endsWith('.css')) {
          html = html.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${String(file.source)}</style>`);
          delete bundle[name];
        }
      }
      page.source = html;
    },
    closeBundle() {
      rmSync('dist/hyosan.html', { force: true });
      renameSync('dist/index.html', 'dist/hyosan.html');
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [engine(), oneFile()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: { target: 'es2022', cssCodeSplit: false, assetsInlineLimit: 1 << 24, modulePreload: false, reportCompressedSize: false },
  // a page that was opened as a file may start no module as a worker
  worker: { format: 'iife' },
});
