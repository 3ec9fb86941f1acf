using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class HubReasonsTests
{
    [Theory]
    [InlineData(HubReasons.EarlyWarning, "传感器预警,自动立案")]
    [InlineData(HubReasons.SuspensionOver, "挂账期满")]
    [InlineData("one of at least 10 gateways in trouble within 2.5 minutes", "2.5分钟内至少10个网关异常,此为其一")]
    [InlineData("look (by rule gas: nobody suitable is on duty, so it goes to the centre)", "look(按规则gas:无合适的在岗人员,转由中心处理)")]
    [InlineData("look (by rule gas, to the the centre)", "look(按规则gas,转由中心处理)")]
    [InlineData("look (by rule gas, to the leader of grid 320301001001001; on duty)", "look(按规则gas,派网格320301001001001的在岗网格长)")]
    [InlineData("look (by rule gas, to the duty lead of urban works; on duty)", "look(按规则gas,派urban works的在岗值班负责人)")]
    [InlineData("the road is closed", "the road is closed")]
    [InlineData("a case of this level reaches 3 at once, I think", "a case of this level reaches 3 at once, I think")]
    [InlineData("", "")]
    public void Reason_OfTheHubsOwn_IsSaidInChinese(string reason, string chinese) => Assert.Equal(chinese, HubReasons.Chinese(reason));
}
