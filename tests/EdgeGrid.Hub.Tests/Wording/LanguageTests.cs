using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http;

namespace EdgeGrid.Hub.Tests.Wording;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("zh", "Chinese")]
    [InlineData("zh-CN", "Chinese")]
    [InlineData("ZH-Hans-CN, en;q=0.5", "Chinese")]
    [InlineData("en;q=0.5, zh;q=0.6", "Chinese")]
    [InlineData("fr, zh;q=0.4, en;q=0.2", "Chinese")]
    [InlineData("en, zh;q=0.9", "English")]
    [InlineData("en-GB, zh;q=0.9", "English")]
    [InlineData("zh;q=0, fr", "English")]
    [InlineData("*, zh;q=0.5", "English")]
    [InlineData("fr", "English")]
    [InlineData("zha", "English")]
    [InlineData("not a language;;;", "English")]
    [InlineData("", "English")]
    [InlineData(null, "English")]
    public void AcceptLanguage_AsItMayCome_ChoosesOneOfOurs(string? header, string language)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptLanguage = header;

        Assert.Equal(language, Languages.WantedBy(context.Request).ToString());
    }
}
