"""A page in a frame of a notebook: shut off from it, and as high as it tells."""

from __future__ import annotations

from html import escape

from kmanim.shown.notebook import Still, data_uri

# Until the page has told how high it is, and for viewers that do not listen.
_HIGH, _WIDEST, _HIGHEST = 900, 1200, 6000

# What nothing may be done with: the notebook, its kernel, its storage. Only running and saving are left.
_SANDBOX = "allow-scripts allow-downloads"

# Of a notebook that is not trusted JupyterLab shows no frame; what stands for it is left there, and goes once the frame
# is loaded. A frame of an origin of its own cannot be measured from outside: it is asked, and tells. And it is told
# whether the notebook is dark, which has a theme of its own: where letters are pale, paper is dark.
_FIT = (
    "const f=this;f.nextElementSibling.hidden=true;"
    "const t=(_,o)=>{const c=getComputedStyle(f).color.match(/[\\d.]+/g);if(!c)return o.disconnect();"
    "f.contentWindow.postMessage('kmanim '+(.3*c[0]+.59*c[1]+.11*c[2]>127?'dark':'light'),'*')};t();"
    "for(const e of[document.documentElement,document.body])new MutationObserver(t).observe(e,{attributes:true});"
    "window.addEventListener('message',function m(e){if(!f.isConnected)return window.removeEventListener('message',m);"
    "const h=e.source===f.contentWindow&&e.data&&e.data.kmanim;"
    f"if(h>0)f.style.height=Math.min(h+2,{_HIGHEST})+'px'}});f.contentWindow.postMessage('kmanim','*')"
)


def framed(page: str, still: Still, *, title: str) -> str:
    """Write the frame and the picture that stands for it.

    Parameters
    ----------
    page : str
        The page that it shows.
    still : Still
        The picture.
    title : str
        What the frame is called.
    """
    alt, (wide, high) = escape(still.alt, quote=True), still.size
    return (
        f'<div>\n<iframe title="{escape(title, quote=True)}" sandbox="{_SANDBOX}" allow="clipboard-write *" '
        f'srcdoc="{escape(page, quote=True)}" onload="{escape(_FIT, quote=True)}" style="display: block; border: 0; '
        f'width: 100%; max-width: {_WIDEST}px; height: {_HIGH}px"></iframe>\n'
        f'<div><img src="{data_uri("png", still.png)}" alt="{alt}" width="{wide}" height="{high}">\n'
        "<p>To choose and step for yourself, trust this notebook or run the cell.</p></div>\n</div>"
    )
