/**
 * The reference in the colours of these pages, light and dark: `@asyncapi/react-component` knows light only, and some of
 * its texts have less contrast than WCAG 1.4.3 asks for. Its own class names, one for each colour.
 */
export const REFERENCE_STYLE: string = `
.aui-root{color:var(--ink);font-family:inherit}
.aui-root .bg-white{background-color:var(--paper)}
.aui-root :is(.bg-gray-100,.bg-gray-200,.bg-blue-100){background-color:var(--raised)}
.aui-root .bg-gray-400{background-color:var(--line)}
.aui-root :is(.border,.border-b,.border-t,.border-gray-400,.shadow){border-color:var(--line)}
.aui-root :is(.text-gray-500,.text-gray-600,.text-gray-700){color:var(--soft)}
.aui-root :is(.text-gray-800,.text-gray-900,.hover\\:text-gray-700:hover,.hover\\:text-gray-900:hover){color:var(--ink)}
.aui-root .prose,.aui-root .prose :is(h1,h2,h3,h4,a,strong,blockquote,code,thead,[class~=lead]){color:var(--ink)}
.aui-root .prose a{color:var(--accent)}
.aui-root .prose :is(tbody tr,thead,hr,blockquote){border-color:var(--line)}
.aui-root .prose ol>li::before{color:var(--soft)}
.aui-root .prose code::before,.aui-root .prose code::after{content:none}
.aui-root .prose :not(pre)>code{background:var(--raised)}
.aui-root :is(.text-orange-500,.text-orange-600,.text-orange-700,.hover\\:text-orange-600:hover){color:var(--warn)}
.aui-root :is(.text-teal-500,.text-green-600){color:var(--good)}
.aui-root :is(.text-blue-500,.hover\\:text-blue-600:hover){color:var(--info)}
.aui-root :is(.text-purple-500,.text-purple-700,.hover\\:text-purple-600:hover){color:var(--code-key)}
.aui-root :is(.text-red-600,.text-red-700){color:var(--bad)}
.aui-root :is(.hover\\:bg-orange-300,.hover\\:bg-blue-300,.hover\\:bg-purple-300):hover{background-color:var(--raised)}
.aui-root :is(.border-orange-300,.border-blue-300,.border-purple-300){border-color:var(--line)}
.aui-root :is(.bg-teal-500,.bg-green-600){background-color:var(--good)}
.aui-root :is(.bg-blue-400,.bg-blue-500,.bg-blue-600,.bg-indigo-400){background-color:var(--info)}
.aui-root :is(.bg-orange-600,.bg-yellow-600){background-color:var(--warn)}
.aui-root .bg-red-600{background-color:var(--bad)}
.aui-root .bg-red-200{background-color:var(--bad-soft)}
.aui-root .bg-gray-600{background-color:var(--soft)}
.aui-root .text-white{color:var(--card)}
.aui-root .bg-gray-800{background-color:#1b2430}
.aui-root .bg-gray-800,.aui-root .bg-gray-800 :is(h1,h2,h3,h4,p,span,div,button,a,li,.text-white,.text-gray-200,.text-gray-500,.text-gray-600,.text-gray-700){color:#dce3e8}
.aui-root .bg-gray-800 :is(.bg-teal-500,.bg-green-600,.bg-blue-400,.bg-blue-500,.bg-blue-600,.bg-orange-600,.bg-yellow-600,.bg-indigo-400,.bg-gray-600){background-color:#33414f}
.aui-root .bg-gray-800 :is(.text-orange-500,.text-orange-600,.text-orange-700){color:#f0bf6a}
.aui-root .bg-gray-800 .bg-white{background-color:#12161a}
.aui-root .hljs,.aui-root .prose pre{background:#12161a;color:#dce3e8}
.aui-root .hljs-comment,.aui-root .hljs-quote{color:#93a0aa}
.aui-root .hljs :is(code,span){background:none}
`;
