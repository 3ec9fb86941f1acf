using MudBlazor;

namespace EdgeGrid.Hub.Console.Layout;

/// <summary>MudBlazor's parts in the page's own colours and in fonts that every system has, Chinese included.</summary>
internal static class Theme
{
    private static readonly string[] Fonts =
    [
        "-apple-system", "Segoe UI", "Source Sans 3", "Noto Sans", "Liberation Sans", "PingFang SC", "Microsoft YaHei",
        "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "system-ui", "sans-serif",
    ];

    public static MudTheme Light { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5fc4",
            Background = "#f5f6f8",
            Surface = "#ffffff",
            TextPrimary = "#1b2332",
            TextSecondary = "#5d6a7e",
            TableLines = "#e4e8ee",
            LinesDefault = "#e4e8ee",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.875rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.8125rem", LetterSpacing = "normal" },
        },
    };
}
