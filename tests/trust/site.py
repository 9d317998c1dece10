from dataclasses import dataclass
import pytest
@dataclass
class RealSite: pass
@pytest.fixture(scope="session")
def real_site(): return RealSite()
